import { Button, Empty, Failed, Loading, Note, toast, useCall, useFormats } from '@kerbside/ui'
import { Copy } from 'lucide-react'
import { useTexts } from './console-texts.ts'

/** What would be sent by SMS, newest first: one-time codes and receipts. */
export const OutboxPage = () => {
  const { t } = useTexts()
  const f = useFormats()
  const messages = useCall('listMessages', { query: { limit: 100 } }, { refetchInterval: 15_000 })
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(/\d{6}/.exec(text)?.[0] ?? text)
    toast(t('outbox.copied'))
  }
  return (
    <div className="kn-page">
      <h1 className="kb-h1">{t('outbox.title')}</h1>
      <Note>{t('outbox.says')}</Note>
      {messages.error ? <Failed error={messages.error} onRetry={() => void messages.refetch()} /> : null}
      {messages.isLoading && <Loading rows={6} />}
      {messages.data?.messages.length === 0 && (
        <Empty title={t('outbox.emptyTitle')} text={t('outbox.emptyText')} />
      )}
      {(messages.data?.messages.length ?? 0) > 0 && (
        <table className="kb-table">
          <tbody>
            {messages.data?.messages.map((message) => (
              <tr key={message.id} data-kind={message.kind}>
                <td>{f.clock(message.at)}</td>
                <td>{message.to}</td>
                <td>{message.text}</td>
                <td>
                  <Button
                    kind="quiet"
                    size="small"
                    icon={Copy}
                    aria-label={t('outbox.copy')}
                    onPress={() => void copy(message.text)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
