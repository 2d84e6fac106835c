import { z } from 'zod'

/** Every code that an answer of ours can carry, with its HTTP status and its title in both languages. */
export const problems = {
  invalid: { status: 422, en: 'Something in the request is not right', zh: '请求内容有误' },
  malformed: { status: 400, en: 'The request cannot be read', zh: '请求无法读取' },
  not_signed_in: { status: 401, en: 'Sign in first', zh: '请先登录' },
  wrong_code: { status: 401, en: 'The code or password is not right', zh: '验证码或密码不正确' },
  not_allowed: { status: 403, en: 'This is not for your role', zh: '您的身份无权进行此操作' },
  scope_missing: { status: 403, en: 'The key does not reach this far', zh: '密钥没有所需的权限范围' },
  not_found: { status: 404, en: 'There is no such thing', zh: '找不到该内容' },
  illegal_step: {
    status: 409,
    en: 'The job does not stand where this step begins',
    zh: '服务单当前状态不允许此操作',
  },
  stale: { status: 409, en: 'Somebody was faster', zh: '已被他人更新' },
  offer_over: { status: 409, en: 'The offer is over', zh: '派单已结束' },
  wait_over: { status: 409, en: 'The question where to wait is over', zh: '该待命建议已结束' },
  quote_over: { status: 409, en: 'The quote is no longer valid', zh: '报价已失效' },
  slot_gone: { status: 409, en: 'The slot is gone', zh: '该时段已被占用' },
  key_reused: { status: 409, en: 'The same key came with another request', zh: '同一幂等键用于了不同请求' },
  overlapping: { status: 409, en: 'The zone overlaps another', zh: '区域与其他区域重叠' },
  taken: { status: 409, en: 'This is taken already', zh: '已被占用' },
  outside_every_zone: { status: 422, en: 'We do not serve this place yet', zh: '该地点暂不在服务区域内' },
  service_not_here: { status: 422, en: 'This service is not offered here', zh: '该区域暂不提供此项服务' },
  closed: { status: 422, en: 'We are closed at that time', zh: '该时间不在营业时段' },
  address_not_allowed: { status: 422, en: 'We do not send to this address', zh: '不能向该地址发送' },
  too_many: { status: 429, en: 'Too many requests', zh: '请求过于频繁' },
  too_large: { status: 413, en: 'The request is too large', zh: '请求内容过大' },
  our_mistake: { status: 500, en: 'Something broke on our side', zh: '服务器内部错误' },
  not_ready: { status: 503, en: 'We are not ready, try again shortly', zh: '服务暂不可用，请稍后再试' },
} as const satisfies Record<string, { status: number; en: string; zh: string }>
export type ProblemCode = keyof typeof problems
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

/** The body of every refusal: problem+json (RFC 9457) with a code, a sentence and, where it applies, the field. */
export const problemSchema = z.object({
  type: z.string().describe('`/docs/problems#<code>`'),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string().describe('one sentence, in the language asked for'),
  field: z.string().optional().describe('the field at fault, dotted'),
  more: z.record(z.string(), z.unknown()).optional().describe('facts for the way out, e.g. the nearest zone'),
})
export type Problem = z.infer<typeof problemSchema>
