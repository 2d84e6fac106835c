import {
  type Category,
  catalogue,
  defaultPolicy,
  inLanguage,
  type ServiceId,
  serviceIds,
} from '@kerbside/domain'
import {
  Card,
  LanguageSwitch,
  Line,
  Mark,
  OfflineBar,
  PhoneShell,
  Plate,
  Row,
  ServiceIcon,
  Stack,
  useCall,
  useFormats,
  useSession,
} from '@kerbside/ui'
import { useNavigate } from 'react-router'
import { Tabs } from './city-frame.tsx'
import { useTexts } from './customer-texts.ts'
import { JobCard } from './job-card.tsx'
import { priceFromMinor } from './price-from.ts'
import { changeWish } from './wish.ts'

/** The three doors, what runs now, and the customer's cars. */
export const StartScreen = () => {
  const { t } = useTexts()
  const navigate = useNavigate()
  const go = (category: Category) => {
    changeWish({ services: [] })
    void navigate(category === 'rescue' ? '/safety' : `/services/${category}`)
  }
  return (
    <PhoneShell
      title={
        <Line gap={8}>
          <Mark size={32} />
          <span className="kb-h2">Kerbside</span>
        </Line>
      }
      headEnd={<LanguageSwitch compact />}
      banner={<OfflineBar />}
      tabs={<Tabs />}
    >
      <Stack gap={16}>
        <h1 className="kb-h1">{t('start.title')}</h1>
        <div className="kc-rescue">
          <Card onPress={() => go('rescue')} label={t('category.rescue')}>
            <Line gap={12}>
              <ServiceIcon category="rescue" size="large" />
              <div className="kb-grow">
                <div className="kb-h2">{t('category.rescue')}</div>
                <div className="kb-quiet">{t('start.rescueSays')}</div>
              </div>
              <strong>
                {t('start.within', { minutes: Math.round(defaultPolicy.rescueWithinSeconds / 60) })}
              </strong>
            </Line>
          </Card>
        </div>
        <div className="kc-doors">
          <Door category="wash" offers={['exterior_wash', 'full_wash']} onPress={() => go('wash')} />
          <Door category="care" offers={['small_maintenance', 'battery']} onPress={() => go('care')} />
        </div>
        <Mine />
      </Stack>
    </PhoneShell>
  )
}

const Door = ({
  category,
  offers,
  onPress,
}: {
  category: Category
  offers: readonly ServiceId[]
  onPress: () => void
}) => {
  const { t, language } = useTexts()
  const f = useFormats()
  return (
    <Card onPress={onPress} label={t(`category.${category}`)}>
      <Stack gap={8}>
        <ServiceIcon category={category} size="large" />
        <div className="kb-h2">{t(`category.${category}`)}</div>
        {offers.map((id) => (
          <div key={id} className="kb-quiet">
            {t('start.from', {
              service: inLanguage(catalogue[id].name, language),
              price: f.money(priceFromMinor(id), 'CNY', true),
            })}
          </div>
        ))}
      </Stack>
    </Card>
  )
}

const Mine = () => {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { role } = useSession()
  const enabled = role === 'customer'
  const jobs = useCall('listJobs', { query: { open: 'true', limit: 5 } }, { enabled })
  const cars = useCall('listVehicles', {}, { enabled })
  if (!enabled) return null
  return (
    <>
      {(jobs.data?.jobs ?? []).map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
      {(cars.data?.vehicles.length ?? 0) > 0 && (
        <section>
          <h2 className="kb-h3">{t('start.cars')}</h2>
          <Card flush>
            {cars.data?.vehicles.map(({ id, ...vehicle }) => (
              <Row
                key={id}
                title={vehicle.model || t(`vehicleClass.${vehicle.vehicleClass}`)}
                end={<Plate plate={vehicle.plate} energy={vehicle.energy} />}
                onPress={() => {
                  changeWish({ vehicle })
                  void navigate('/services/wash')
                }}
              />
            ))}
          </Card>
        </section>
      )}
    </>
  )
}

export const orderedServices = (category: Category): ServiceId[] =>
  serviceIds.filter((id) => catalogue[id].category === category)
