import { inLanguage } from '@kerbside/domain'
import type { ZoneChangeSummary } from '@kerbside/protocol'
import { Card, Empty, Failed, formatList, Loading, Row, useCall, useFormats } from '@kerbside/ui'
import { History } from 'lucide-react'
import { useTexts } from './console-texts.ts'

/** Changes of zones, newest first; the chosen one is shown with its zones and its way back. */
export const ZoneHistory = ({
  chosen,
  onChoose,
}: {
  chosen: string | null
  onChoose: (id: string) => void
}) => {
  const { t } = useTexts()
  const changes = useCall('listZoneChanges', {})
  if (changes.error) return <Failed error={changes.error} onRetry={() => void changes.refetch()} />
  if (!changes.data) return <Loading rows={4} />
  if (changes.data.changes.length === 0)
    return <Empty icon={History} title={t('zoning.emptyTitle')} text={t('zoning.emptyText')} />
  return (
    <Card flush>
      {changes.data.changes.map((change) => (
        <ChangeRow
          key={change.id}
          change={change}
          selected={change.id === chosen}
          onPress={() => onChoose(change.id)}
        />
      ))}
    </Card>
  )
}

interface RowProps {
  change: ZoneChangeSummary
  selected: boolean
  onPress: () => void
}

const ChangeRow = ({ change, selected, onPress }: RowProps) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const at = change.effectiveAt ?? change.madeAt
  return (
    <Row
      title={change.note || t(`zoning.kind.${change.kind}`)}
      says={formatList(
        change.zoneNames.map((name) => inLanguage(name, language)),
        language,
      )}
      end={
        <span className="kb-quiet">
          {t(`zoning.status.${change.status}`)} · {f.day(at)} {f.time(at)}
        </span>
      }
      selected={selected}
      onPress={onPress}
    />
  )
}
