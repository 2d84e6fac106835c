import * as ui from '../index.ts'

/** One group of the gallery. */
export const Part = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <ui.Card>
    <ui.Stack>
      <h3 className="kb-h3">{title}</h3>
      {children}
    </ui.Stack>
  </ui.Card>
)
