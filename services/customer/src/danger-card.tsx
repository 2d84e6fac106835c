import { Button, Card, Note, Stack } from '@kerbside/ui'
import { Phone, Siren } from 'lucide-react'
import { useTexts } from './customer-texts.ts'

/** While a car that stands in a lane waits for help: what keeps people safe, and the police a tap away. */
export const DangerCard = () => {
  const { t } = useTexts()
  return (
    <Card>
      <Stack gap={12}>
        <Note tone="bad" icon={Siren}>
          {t('safety.stay')}
        </Note>
        <Button kind="danger" size="big" icon={Phone} onPress={() => location.assign('tel:122')}>
          {t('safety.call122')}
        </Button>
      </Stack>
    </Card>
  )
}
