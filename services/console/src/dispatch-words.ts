/** Words of a zone's dispatch policy and its switches. */
export const dispatchingEn = {
  title: 'Dispatch policy',
  policy: 'Who is asked first',
  default: 'By the plan',
  'cheapest-insertion': 'Cheapest place',
  'nearest-idle': 'Nearest idle',
  coverageWeight: 'Worth of cover, s',
  repositionGain: 'Idle: ask to wait elsewhere from a gain of, %',
  batchSeconds: 'Match rescues together, s',
  holdWithinSeconds: 'Order stays this long before, min',
  promiseSlackSeconds: 'Slack before a promise ends, min',
  stabilityPerSecond: 'Price of a moved second',
  slotHoldSeconds: 'A chosen slot is held, min',
  off: '0 turns a switch off.',
  wouldHelp: 'What would let it in',
  order: {
    default: 'By the plan',
    'cheapest-insertion': 'By the cheapest place',
    'nearest-idle': 'By the nearest idle',
  },
} as const

export const dispatchingZh = {
  title: '派单策略',
  policy: '先询问谁',
  default: '按行程计划',
  'cheapest-insertion': '插入代价最低',
  'nearest-idle': '最近空闲技师',
  coverageWeight: '覆盖价值（秒）',
  repositionGain: '空闲技师待命调整的最低增益（%）',
  batchSeconds: '多单救援合并（秒）',
  holdWithinSeconds: '约定前锁定顺序（分钟）',
  promiseSlackSeconds: '约定结束前余量（分钟）',
  stabilityPerSecond: '每移动一秒的代价',
  slotHoldSeconds: '选定时段保留（分钟）',
  off: '填 0 即关闭。',
  wouldHelp: '怎样才能安排',
  order: {
    default: '按行程计划排序',
    'cheapest-insertion': '按插入代价排序',
    'nearest-idle': '按最近空闲排序',
  },
} as const
