import { catalogue, inLanguage, type Language } from '@kerbside/domain'
import type { StopView, TourView } from '@kerbside/protocol'
import { ICalCalendar, ICalEventStatus } from 'ical-generator'

const words: Record<
  Language,
  { name: (who: string) => string; promise: string; late: (minutes: number) => string }
> = {
  en: {
    name: (who) => `Kerbside: ${who}’s tour`,
    promise: 'Promised',
    late: (minutes) => `${minutes} min late`,
  },
  'zh-CN': {
    name: (who) => `路缘：${who}的行程`,
    promise: '约定',
    late: (minutes) => `晚 ${minutes} 分钟`,
  },
}

/**
 * A tour as iCalendar (RFC 5545): one event a stop, from arrival to the end of the work. Instants are UTC; the stop keeps
 * its UID when the plan moves it.
 */
export const tourCalendar = (
  tour: TourView,
  reader: { name: string; language: Language; timeZone: string; now: Date },
): string => {
  const said = words[reader.language]
  const calendar = new ICalCalendar({
    name: said.name(reader.name),
    prodId: { company: 'Kerbside', product: 'tours', language: reader.language === 'en' ? 'EN' : 'ZH' },
    ttl: 300,
  })
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: reader.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  for (const stop of tour.stops) {
    const { from, until } = stop.promise
    const promise = `${said.promise} ${clock.format(new Date(from))}–${clock.format(new Date(until))}`
    const late = stop.lateSeconds > 0 ? [said.late(Math.ceil(stop.lateSeconds / 60))] : []
    calendar.createEvent({
      id: `${stop.jobId}@kerbside`,
      stamp: reader.now,
      start: new Date(stop.arriveAt),
      end: new Date(stop.endAt),
      summary: summaryOf(stop, reader.language),
      description: [promise, ...late].join('\n'),
      location: { title: stop.label, geo: { lat: stop.point[1], lon: stop.point[0] } },
      status: ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}

const summaryOf = (stop: StopView, language: Language): string =>
  `${stop.services.map((service) => inLanguage(catalogue[service].name, language)).join(' + ')} · ${stop.plate} · ${stop.sign}`
