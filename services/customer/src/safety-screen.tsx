import { Button, Card, Note, PhoneShell, Stack } from '@kerbside/ui'
import { Phone, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useTexts } from './customer-texts.ts'
import { changeWish } from './wish.ts'

/** One question before a rescue: people in a lane call the police first. */
export const SafetyScreen = () => {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [inLane, setInLane] = useState(false)
  const goOn = () => {
    changeWish({ inDanger: inLane })
    void navigate('/services/rescue')
  }
  return (
    <PhoneShell title={t('safety.title')} back="/">
      <Stack gap={16}>
        <h1 className="kb-h1">{t('safety.ask')}</h1>
        {inLane ? (
          <Card>
            <Stack gap={16}>
              <Note tone="bad" icon={TriangleAlert}>
                {t('safety.call')}
              </Note>
              <Button kind="danger-solid" size="step" icon={Phone} onPress={() => location.assign('tel:122')}>
                {t('safety.call122')}
              </Button>
              <Button kind="secondary" size="big" onPress={goOn}>
                {t('safety.done')}
              </Button>
            </Stack>
          </Card>
        ) : (
          <>
            <Button kind="danger" size="step" icon={TriangleAlert} onPress={() => setInLane(true)}>
              {t('safety.yes')}
            </Button>
            <Button kind="primary" size="step" onPress={goOn} data-testid="main-action">
              {t('safety.no')}
            </Button>
          </>
        )}
      </Stack>
    </PhoneShell>
  )
}
