import { expect, it } from 'vitest'
import { wheelPlatform } from './osrm-wheel.ts'

it.each([
  ['linux', 'x64', 'manylinux_2_28_x86_64'],
  ['linux', 'arm64', 'manylinux_2_28_aarch64'],
  ['darwin', 'arm64', 'macosx_15_0_arm64'],
  ['linux', 'ia32', undefined],
  ['win32', 'x64', undefined],
] as const)('on %s %s the wheel is the one for %s', (platform, arch, tag) => {
  expect(wheelPlatform(platform, arch)).toBe(tag)
})
