import type { KeyView } from '@kerbside/protocol'
import {
  Button,
  Empty,
  Failed,
  Line,
  Loading,
  Note,
  Stack,
  Tag,
  useCall,
  useFormats,
  useServerNow,
} from '@kerbside/ui'
import { Ban, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'
import { KeyDialog, RevokeDialog } from './key-dialogs.tsx'
import { scopeWord } from './scope-words.ts'
import { ShownOnce } from './shown-once.tsx'

const stateOf = (key: KeyView, nowMs: number): 'revoked' | 'over' | 'active' => {
  if (key.revokedAt) return 'revoked'
  return key.expiresAt && Date.parse(key.expiresAt) <= nowMs ? 'over' : 'active'
}

/** API keys: what each may do, when it was used, whether it still counts. */
export const KeysTab = () => {
  const { t } = useTexts()
  const f = useFormats()
  const now = useServerNow(10_000)
  const keys = useCall('listKeys', {})
  const [adds, setAdds] = useState(false)
  const [revokes, setRevokes] = useState<KeyView | null>(null)
  const [made, setMade] = useState<{ name: string; key: string } | null>(null)
  if (keys.error) return <Failed error={keys.error} onRetry={() => void keys.refetch()} />
  if (!keys.data) return <Loading rows={5} />
  const all = keys.data.keys
  return (
    <Stack>
      <Line between>
        <Note>{t('machines.key.says')}</Note>
        <Button kind="primary" icon={Plus} onPress={() => setAdds(true)}>
          {t('machines.key.add')}
        </Button>
      </Line>
      {made && <ShownOnce says={t('machines.key.once', { name: made.name })} secret={made.key} />}
      {all.length === 0 ? (
        <Empty title={t('machines.key.emptyTitle')} text={t('machines.key.emptyText')} />
      ) : (
        <table className="kb-table">
          <thead>
            <tr>
              <th>{t('machines.key.called')}</th>
              <th>{t('machines.key.scopes')}</th>
              <th>{t('machines.key.made')}</th>
              <th>{t('machines.key.used')}</th>
              <th>{t('machines.key.state')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {all.map((key) => {
              const state = stateOf(key, now)
              return (
                <tr key={key.id}>
                  <td>
                    {key.name} <code className="kb-quiet">…{key.hint}</code>
                  </td>
                  <td>
                    <Line gap={4} wrap>
                      {key.scopes.map((scope) => (
                        <Tag key={scope}>{t(scopeWord[scope])}</Tag>
                      ))}
                    </Line>
                  </td>
                  <td data-short>{f.day(key.madeAt)}</td>
                  <td data-short>
                    {key.usedAt ? `${f.day(key.usedAt)} ${f.clock(key.usedAt)}` : t('machines.key.never')}
                  </td>
                  <td data-short>
                    <Tag tone={state === 'active' ? 'ok' : 'plain'}>{t(`machines.key.${state}`)}</Tag>
                  </td>
                  <td>
                    {state === 'active' && (
                      <Button kind="quiet" size="small" icon={Ban} onPress={() => setRevokes(key)}>
                        {t('machines.key.revoke')}
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {adds && (
        <KeyDialog
          onClose={() => setAdds(false)}
          onMade={({ name, key }) => {
            if (key) setMade({ name, key })
            void keys.refetch()
          }}
        />
      )}
      {revokes && (
        <RevokeDialog of={revokes} onClose={() => setRevokes(null)} onDone={() => void keys.refetch()} />
      )}
    </Stack>
  )
}
