import { type Category, catalogue, categories, inLanguage, type ServiceId } from '@kerbside/domain'
import { Button, Card, PhoneShell, Row, ServiceIcon, Stack, useFormats } from '@kerbside/ui'
import { Check } from 'lucide-react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { useTexts } from './customer-texts.ts'
import { priceFromMinor } from './price-from.ts'
import { orderedServices } from './start-screen.tsx'
import { changeWish, missingStep, useWish } from './wish.ts'

const isCategory = (text: string | undefined): text is Category => categories.some((one) => one === text)

/** The services of one door; one rescue at a time, of the others several together. */
export const ServicesScreen = () => {
  const { t, language } = useTexts()
  const f = useFormats()
  const { category } = useParams()
  const navigate = useNavigate()
  const wish = useWish()
  if (!isCategory(category)) return <Navigate to="/" replace />
  const vehicleClass = wish.vehicle?.vehicleClass ?? 'sedan'
  const toggle = (id: ServiceId) => {
    const chosen = wish.services.includes(id)
    if (category === 'rescue') changeWish({ services: chosen ? [] : [id] })
    else changeWish({ services: chosen ? wish.services.filter((one) => one !== id) : [...wish.services, id] })
  }
  return (
    <PhoneShell
      title={t('services.title')}
      back="/"
      foot={
        <Button
          kind="primary"
          size="big"
          isDisabled={wish.services.length === 0}
          onPress={() => void navigate(missingStep(wish) ?? '/place')}
          data-testid="main-action"
        >
          {t('button.next')}
        </Button>
      }
    >
      <Stack>
        <Card flush>
          {orderedServices(category).map((id) => {
            const service = catalogue[id]
            const chosen = wish.services.includes(id)
            return (
              <Row
                key={id}
                start={<ServiceIcon service={id} category={category} />}
                title={inLanguage(service.name, language)}
                says={`${inLanguage(service.says, language)} · ${t('services.about', { duration: f.duration(service.durationSeconds[vehicleClass]) })}`}
                end={
                  chosen ? (
                    <Check aria-label="✓" />
                  ) : (
                    t('services.from', {
                      price: f.money(priceFromMinor(id, wish.vehicle?.vehicleClass), 'CNY', true),
                    })
                  )
                }
                selected={chosen}
                onPress={() => toggle(id)}
              />
            )
          })}
        </Card>
        {wish.services.length > 0 && (
          <p className="kb-quiet">{t('services.chosen', { count: wish.services.length })}</p>
        )}
      </Stack>
    </PhoneShell>
  )
}
