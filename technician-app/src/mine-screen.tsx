import { inLanguage, materialName, materials, materialUnit } from '@kerbside/domain'
import {
  Button,
  Card,
  Facts,
  Failed,
  LanguageSwitch,
  Line,
  Loading,
  PhoneShell,
  Stack,
  SunlightSwitch,
  Tag,
  TechStatePill,
  ThemeSwitch,
  toast,
  useCommand,
  useFormats,
  useProblemText,
  useSession,
} from '@kerbside/ui'
import { useDay } from './day.tsx'
import { Bar, Tabs } from './on-duty.tsx'
import { usePosition } from './position.tsx'
import { useTexts } from './technician-texts.ts'

/** The technician himself: duty, shift, van and what it carries, looks and language, sign-out. */
export const MineScreen = () => {
  const { t, language } = useTexts()
  const f = useFormats()
  const { duty, error, reload } = useDay()
  const { denied } = usePosition()
  const { signOut } = useSession()
  const problemText = useProblemText()
  const setDuty = useCommand('setDuty')
  if (!duty) {
    return (
      <PhoneShell title={t('mine.title')} tabs={<Tabs />} banner={<Bar />}>
        {error ? <Failed error={error} onRetry={reload} /> : <Loading />}
      </PhoneShell>
    )
  }
  const change = () =>
    setDuty.mutate(
      { body: { onDuty: !duty.onDuty } },
      { onSuccess: reload, onError: (problem) => toast(problemText(problem)) },
    )
  return (
    <PhoneShell title={t('mine.title')} tabs={<Tabs />} banner={<Bar />}>
      <Stack>
        <Card>
          <Stack gap={12}>
            <Line between>
              <span className="kb-h1">{duty.name}</span>
              <TechStatePill state={duty.state} size="large" />
            </Line>
            <Facts
              of={[
                [
                  t('word.shift'),
                  duty.shift ? f.window(duty.shift.from, duty.shift.until) : t('duty.noShift'),
                ],
                [t('mine.van'), duty.vanPlate],
                [t('word.phone'), duty.phone],
              ]}
            />
            <Line gap={4} wrap>
              {duty.skills.map((skill) => (
                <Tag key={skill}>{t(`skill.${skill}`)}</Tag>
              ))}
            </Line>
            <Button
              kind={duty.onDuty ? 'secondary' : 'primary'}
              size="big"
              busy={setDuty.isPending}
              onPress={change}
            >
              {t(duty.onDuty ? 'duty.leave' : 'duty.go')}
            </Button>
            {duty.onDuty && denied && <p className="kb-warn">{t('duty.denied')}</p>}
          </Stack>
        </Card>
        <Card>
          <h2 className="kb-h2">{t('mine.stock')}</h2>
          <Facts
            of={materials
              .filter((material) => duty.stock[material] !== undefined)
              .map((material) => [
                inLanguage(materialName[material], language),
                `${duty.stock[material] ?? 0} ${inLanguage(materialUnit[material], language)}`,
              ])}
          />
        </Card>
        <Card>
          <Stack gap={12}>
            <LanguageSwitch />
            <ThemeSwitch />
            <SunlightSwitch />
            <Button kind="quiet" onPress={() => void signOut()}>
              {t('button.signOut')}
            </Button>
          </Stack>
        </Card>
      </Stack>
    </PhoneShell>
  )
}
