import { categories, type ServiceId, serviceIds, statuses, technicianStates } from '@kerbside/domain'
import * as ui from '../index.ts'
import { galleryEta, galleryPromise } from './gallery-data.ts'

import { Part } from './gallery-part.tsx'

/** Signs of states, services and cars. */
export const Signs = () => (
  <Part title="Signs">
    <ui.Line wrap>
      {statuses.map((status) => (
        <ui.StatusPill key={status} status={status} />
      ))}
    </ui.Line>
    <ui.Line wrap>
      {(['kept', 'tight', 'danger', 'broken', 'unknown'] as const).map((risk) => (
        <span key={risk}>
          <ui.RiskPill risk={risk} /> <ui.RiskPill risk={risk} solid />
        </span>
      ))}
    </ui.Line>
    <ui.Line wrap gap={14}>
      {technicianStates.map((state, n) => (
        <ui.TechBadge
          key={state}
          state={state}
          initials={['WH', 'LN', '王', 'ZM', '李', 'SQ', 'WJ'][n] ?? ''}
        />
      ))}
      <ui.TechBadge initials="WH" state="driving" size="large" />
      <ui.TechStatePill state="free" />
      <ui.TechStatePill state="silent" />
    </ui.Line>
    <ui.Line wrap>
      {serviceIds.map((service: ServiceId) => (
        <ui.ServiceIcon key={service} service={service} />
      ))}
      {categories.map((category) => (
        <ui.ServiceIcon key={category} category={category} soft size="small" />
      ))}
    </ui.Line>
    <ui.Line wrap>
      <ui.Plate plate="沪B8K21M" />
      <ui.Plate plate="沪AD12345" />
      <ui.Plate plate="沪AD12345" size="large" />
      <ui.Plate plate="沪C3R806" size="small" />
      <ui.Tag>14 min</ui.Tag>
      <ui.Tag tone="ok">+4.2</ui.Tag>
    </ui.Line>
    <ui.Line wrap gap={14}>
      <ui.AgeDot seconds={4} />
      <ui.AgeDot seconds={130} />
      <ui.AgeDot seconds={372} />
      <ui.AgeDot seconds={null} />
    </ui.Line>
    <ui.Line wrap>
      {(['offline', 'sending', 'waiting', 'upToDate', 'live', 'reconnecting'] as const).map((word) => (
        <ui.SyncPill key={word} word={word} />
      ))}
    </ui.Line>
  </Part>
)

/** Promises, forecasts and counters. */
export const Promises = () => {
  const old = Date.parse(galleryPromise.from) + 20 * 60_000
  return (
    <Part title="Promise">
      <ui.PromiseFrame promise={galleryPromise} eta={galleryEta(19, 3)} />
      <ui.PromiseFrame promise={galleryPromise} eta={galleryEta(28, 3)} />
      <ui.PromiseFrame promise={galleryPromise} eta={galleryEta(29, 7)} />
      <ui.PromiseFrame promise={galleryPromise} eta={galleryEta(44, 5)} />
      <ui.PromiseFrame promise={galleryPromise} eta={galleryEta(18, 9)} now={old} />
      <ui.PromiseFrame promise={galleryPromise} eta={null} />
      <ui.Line gap={20}>
        {[42, 7, 0].map((left) => (
          <ui.Countdown
            key={left}
            from="2026-11-24T06:00:00Z"
            until="2026-11-24T06:01:00Z"
            now={Date.parse('2026-11-24T06:01:00Z') - left * 1000}
            size={84}
          />
        ))}
      </ui.Line>
    </Part>
  )
}
