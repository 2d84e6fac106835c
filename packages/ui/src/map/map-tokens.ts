const names = [
  'map-land',
  'map-building',
  'map-building-line',
  'map-water',
  'map-water-line',
  'map-park',
  'map-motorway',
  'map-motorway-case',
  'map-primary',
  'map-primary-case',
  'map-secondary',
  'map-secondary-case',
  'map-minor',
  'map-minor-case',
  'map-path',
  'map-rail',
  'map-label',
  'map-label-minor',
  'map-label-water',
  'map-halo',
  'map-tour',
  'map-tour-case',
  'map-tour-done',
  'map-tour-alt',
  'map-zone-fill',
  'map-zone-line',
  'map-zone-off',
  'map-marker-ring',
  'accent',
  'surface',
  'text',
  'text-2',
  'text-inverse',
  'on-tech',
  'on-svc',
  'ok-text',
  'tech-off',
  'tech-free',
  'tech-driving',
  'tech-on_site',
  'tech-working',
  'tech-break',
  'tech-silent',
  'svc-wash',
  'svc-care',
  'svc-rescue',
  'risk-kept',
  'risk-tight',
  'risk-danger',
  'risk-broken',
  'risk-unknown',
  'on-risk-kept',
  'on-risk-tight',
  'on-risk-danger',
  'on-risk-broken',
  'on-risk-unknown',
] as const

export type MapTokenName = (typeof names)[number]
/** The theme's colours that the map draws with, as CSS colours. */
export type MapTokens = Record<MapTokenName, string>

/** Reads the colours of the theme on the page now. */
export const readMapTokens = (element: Element): MapTokens => {
  const style = getComputedStyle(element)
  const entries = names.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || '#888888'])
  return Object.fromEntries(entries) as MapTokens
}
