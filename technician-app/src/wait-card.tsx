import { inLanguage, type LonLat } from '@kerbside/domain'
import type { CityView, WaitView } from '@kerbside/protocol'
import {
  Button,
  Card,
  CityMap,
  Line,
  Note,
  Stack,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { MapPin } from 'lucide-react'
import { useOutletContext } from 'react-router'
import { useDay } from './day.tsx'
import { OtherMaps } from './drive-screen.tsx'
import { usePosition } from './position.tsx'
import { useTexts } from './technician-texts.ts'

type Answer = 'go' | 'not_now' | 'there'

/** Where he is asked to wait while nothing is to be done: whether he goes, the way there, and that he waits. */
export const WaitCard = ({ wait }: { wait: WaitView }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const { reload } = useDay()
  const answer = useCommand('answerWait')
  const problemText = useProblemText()
  const place = inLanguage(wait.name, language)
  const say = (word: Answer) =>
    answer.mutate(
      { params: { id: wait.id }, body: { answer: word } },
      {
        onSuccess: reload,
        onError: (error) => {
          toast(problemText(error))
          reload()
        },
      },
    )
  const words = {
    proposed: {
      title: t('wait.title', { place }),
      text: t('wait.why', { duration: f.duration(wait.driveSeconds) }),
      first: { text: t('wait.go'), answer: 'go' },
      second: t('wait.notNow'),
    },
    going: {
      title: t('wait.goingTitle', { place }),
      text: t('wait.goingText'),
      first: { text: t('wait.there'), answer: 'there' },
      second: t('wait.stop'),
    },
    there: {
      title: t('wait.thereTitle', { place }),
      text: t('wait.thereText'),
      first: null,
      second: t('wait.leave'),
    },
  }[wait.state] as {
    title: string
    text: string
    first: { text: string; answer: Answer } | null
    second: string
  }
  return (
    <Card>
      <Stack gap={12}>
        <Line gap={8}>
          <MapPin aria-hidden />
          <h2 className="kb-h2">{words.title}</h2>
        </Line>
        <span className="kb-quiet">{words.text}</span>
        {wait.state !== 'there' && <WaitWay wait={wait} />}
        {wait.state === 'going' && <OtherMaps place={{ point: wait.point, label: place }} />}
        <Stack gap={8}>
          {words.first && (
            <Button
              kind="primary"
              busy={answer.isPending}
              onPress={() => say(words.first?.answer ?? 'go')}
              data-testid="wait-yes"
            >
              {words.first.text}
            </Button>
          )}
          <Button kind="quiet" busy={answer.isPending} onPress={() => say('not_now')} data-testid="wait-no">
            {words.second}
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}

/** What shows all these points, with room around them: west, south, east, north. */
const around = (points: readonly LonLat[]): [number, number, number, number] => {
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)]
  const [west, east, south, north] = [
    Math.min(...lons),
    Math.max(...lons),
    Math.min(...lats),
    Math.max(...lats),
  ]
  const room = Math.max(0.004, 0.2 * Math.max(east - west, north - south))
  return [west - room, south - room, east + room, north + room]
}

/** The way there, small, and how long it takes from where he is now. */
const WaitWay = ({ wait }: { wait: WaitView }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const city = useOutletContext<CityView>()
  const { duty } = useDay()
  const { fix } = usePosition()
  const me = fix ?? duty?.fix ?? null
  // Asked anew when he has moved on a good stretch, not at every fix.
  const from = me ? me.point.map((degree) => degree.toFixed(3)).join(',') : undefined
  const way = useCall(
    'getWaitWay',
    { params: { id: wait.id }, query: { language, ...(from ? { from } : {}) } },
    { staleTime: 60_000, placeholderData: (before) => before },
  )
  return (
    <Stack gap={8}>
      <div className="kt-wait-map">
        <CityMap
          city={city}
          tours={way.data ? [{ id: 'way', line: way.data.line, colour: 'accent' }] : []}
          spots={[
            { id: 'stand', lon: wait.point[0], lat: wait.point[1], kind: 'stand' as const },
            ...(me ? [{ id: 'me', lon: me.point[0], lat: me.point[1], kind: 'me' as const }] : []),
          ]}
          fit={around(me ? [me.point, wait.point] : [wait.point])}
        />
      </div>
      {way.data?.quality === 'estimated' && <Note tone="warn">{t('tour.estimated')}</Note>}
      {way.data && (
        <Line between baseline>
          <strong>{f.duration(way.data.seconds)}</strong>
          <span className="kb-quiet">{f.distance(way.data.metres)}</span>
        </Line>
      )}
    </Stack>
  )
}
