import { type Vehicle, vehicleClasses } from '@kerbside/domain'
import {
  Button,
  Card,
  PhoneShell,
  Plate,
  Row,
  Segmented,
  Select,
  Stack,
  TextField,
  toast,
  useCall,
  useCommand,
  useProblemText,
} from '@kerbside/ui'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useTexts } from './customer-texts.ts'
import { changeWish, useWish } from './wish.ts'

const blank: Vehicle = { vehicleClass: 'sedan', plate: '沪A', energy: 'fuel', model: '', colour: '' }

/** One of the customer's cars, or another one. */
export const CarScreen = () => {
  const { t } = useTexts()
  const navigate = useNavigate()
  const problemText = useProblemText()
  const wish = useWish()
  const cars = useCall('listVehicles', {})
  const add = useCommand('addVehicle')
  const [vehicle, setVehicle] = useState<Vehicle>(wish.vehicle ?? blank)
  const change = (part: Partial<Vehicle>) => setVehicle((known) => ({ ...known, ...part }))
  const plate = vehicle.plate.replaceAll(/[\s·•・]/g, '').toUpperCase()
  const wrong = plate.length < 5 || plate.length > 16
  const choose = (chosen: Vehicle) => {
    changeWish({ vehicle: chosen })
    void navigate('/place')
  }
  const use = () => {
    const mine = { ...vehicle, plate }
    add.mutate(
      { body: mine },
      { onSuccess: () => choose(mine), onError: (problem) => toast(problemText(problem)) },
    )
  }
  return (
    <PhoneShell
      title={t('car.title')}
      back={true}
      foot={
        <Button
          kind="primary"
          size="big"
          isDisabled={wrong}
          busy={add.isPending}
          onPress={use}
          data-testid="main-action"
        >
          {t('car.use')}
        </Button>
      }
    >
      <Stack>
        {(cars.data?.vehicles.length ?? 0) > 0 && (
          <>
            <Card flush>
              {cars.data?.vehicles.map(({ id, ...known }) => (
                <Row
                  key={id}
                  title={known.model || t(`vehicleClass.${known.vehicleClass}`)}
                  end={<Plate plate={known.plate} energy={known.energy} />}
                  onPress={() => choose(known)}
                />
              ))}
            </Card>
            <h2 className="kb-h3">{t('car.other')}</h2>
          </>
        )}
        <TextField
          label={t('car.plate')}
          value={vehicle.plate}
          onChange={(text) => change({ plate: text })}
          error={wrong && vehicle.plate.length > 3 ? t('car.plateWrong') : undefined}
        />
        <Select
          label={t('car.class')}
          value={vehicle.vehicleClass}
          onChange={(vehicleClass) => change({ vehicleClass })}
          options={vehicleClasses.map((id) => ({ id, text: t(`vehicleClass.${id}`) }))}
        />
        <Segmented
          label={t('car.energy')}
          value={vehicle.energy}
          onChange={(energy) => change({ energy })}
          choices={[
            { id: 'fuel', text: t('car.fuel') },
            { id: 'electric', text: t('car.electric') },
          ]}
        />
        <TextField label={t('car.model')} value={vehicle.model} onChange={(model) => change({ model })} />
        <TextField label={t('car.colour')} value={vehicle.colour} onChange={(colour) => change({ colour })} />
      </Stack>
    </PhoneShell>
  )
}
