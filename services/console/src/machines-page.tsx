import { Tabs } from '@kerbside/ui'
import { Download, KeyRound, Webhook } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTexts } from './console-texts.ts'
import { ExportsTab } from './exports-tab.tsx'
import { KeysTab } from './keys-tab.tsx'
import { WebhooksTab } from './webhooks-tab.tsx'

const page = (content: ReactNode) => <div className="kn-tab">{content}</div>

type Tab = 'keys' | 'hooks' | 'exports'

/** What other programs may do and are told: keys, webhooks with their log, exports. */
export const MachinesPage = () => {
  const { t } = useTexts()
  const [tab, setTab] = useState<Tab>('keys')
  return (
    <div className="kn-page">
      <h1 className="kb-h1">{t('machines.title')}</h1>
      <Tabs
        label={t('machines.title')}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'keys', text: t('machines.tabs.keys'), icon: KeyRound, content: page(<KeysTab />) },
          { id: 'hooks', text: t('machines.tabs.hooks'), icon: Webhook, content: page(<WebhooksTab />) },
          { id: 'exports', text: t('machines.tabs.exports'), icon: Download, content: page(<ExportsTab />) },
        ]}
      />
    </div>
  )
}
