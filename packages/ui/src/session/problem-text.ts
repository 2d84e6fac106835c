import { problems } from '@kerbside/protocol'
import { useSharedTexts } from '../texts/text-store.ts'
import { ApiProblem } from './api-problem.ts'

/** Gives the sentence a person should read for any error: the server's own, or ours for network trouble. */
export const useProblemText = () => {
  const { t, language } = useSharedTexts()
  return (error: unknown): string => {
    if (!(error instanceof ApiProblem)) return t('problem.crashed')
    if (error.code === 'network') return t('problem.network')
    if (error.code === 'timeout') return t('problem.timeout')
    if (error.code === 'unreadable') return t('problem.unreadable')
    const known = problems[error.code]
    return error.detail || (language === 'zh-CN' ? known.zh : known.en)
  }
}
