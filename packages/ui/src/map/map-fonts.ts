/** Families in which the map draws labels on this device; no font files are loaded. */
export const mapFonts = [
  'PingFang SC',
  'HarmonyOS Sans SC',
  'Microsoft YaHei',
  'Noto Sans SC',
  'Noto Sans CJK SC',
  'sans-serif',
]

/** The same, heavier: MapLibre reads the weight from the first name, and nobody has a font of that name. */
export const boldMapFonts = ['Kerbside Bold', ...mapFonts]
