import { inLanguage } from '@kerbside/domain'
import type { StationProposal, StationView } from '@kerbside/protocol'
import {
  Button,
  Card,
  callKey,
  Note,
  Row,
  Stack,
  TextField,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

interface Props {
  stations: readonly StationView[]
  proposal: StationProposal | null
  onProposal: (proposal: StationProposal | null) => void
}

/** Stations with their proposal: places that shorten the response, each with its gain, one press from being one. */
export const ZoneStations = ({ stations, proposal, onProposal }: Props) => {
  const { t, language } = useTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const propose = useCommand('proposeStations')
  const remove = useCommand('removeStation')
  const [places, setPlaces] = useState('4')
  const wanted = Math.round(Number(places))
  const reload = () => void queries.invalidateQueries({ queryKey: callKey('listStations') })
  const error = propose.error ?? remove.error
  return (
    <Stack>
      {stations.length === 0 ? (
        <p className="kb-quiet">{t('zoning.noStations')}</p>
      ) : (
        <Card flush>
          {stations.map((station) => (
            <Row
              key={station.id}
              title={inLanguage(station.name, language)}
              says={t(`zoning.station.${station.kind}`)}
              end={
                <Button
                  kind="quiet"
                  icon={Trash2}
                  aria-label={t('zoning.remove', { name: inLanguage(station.name, language) })}
                  onPress={() => remove.mutate({ params: { id: station.id } }, { onSuccess: reload })}
                />
              }
            />
          ))}
        </Card>
      )}
      <TextField label={t('zoning.placesCount')} value={places} onChange={setPlaces} inputMode="numeric" />
      {error && <Note tone="bad">{problemText(error)}</Note>}
      <Button
        kind="secondary"
        busy={propose.isPending}
        isDisabled={!(wanted >= 1 && wanted <= 20)}
        onPress={() =>
          propose.mutate(
            { body: { places: wanted, source: 'history' } },
            {
              onSuccess: onProposal,
              // A young city has no history yet; its places stand in, and the figures say so.
              onError: (problem) => {
                if (problem.field === 'source')
                  propose.mutate({ body: { places: wanted, source: 'places' } }, { onSuccess: onProposal })
              },
            },
          )
        }
      >
        {t('zoning.proposePlaces')}
      </Button>
      {proposal && <ProposedPlaces proposal={proposal} onAdded={reload} />}
    </Stack>
  )
}

const ProposedPlaces = ({ proposal, onAdded }: { proposal: StationProposal; onAdded: () => void }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const problemText = useProblemText()
  const add = useCommand('addStation')
  return (
    <>
      {add.error && <Note tone="bad">{problemText(add.error)}</Note>}
      <Card flush>
        {proposal.places.map(({ name, point, zoneId, gainSeconds, responseSeconds }) => {
          const response = f.duration(Math.round(responseSeconds))
          return (
            <Row
              key={point.join()}
              title={inLanguage(name, language)}
              says={
                gainSeconds === null
                  ? t('zoning.firstPlace', { response })
                  : t('zoning.gain', { seconds: Math.round(gainSeconds), response })
              }
              end={
                <Button
                  kind="soft"
                  onPress={() =>
                    add.mutate(
                      { body: { kind: 'waiting', name, point, ...(zoneId ? { zoneId } : {}) } },
                      { onSuccess: onAdded },
                    )
                  }
                >
                  {t('zoning.addPlace')}
                </Button>
              }
            />
          )
        })}
      </Card>
    </>
  )
}
