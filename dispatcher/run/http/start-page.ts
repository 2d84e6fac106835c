const texts = {
  en: {
    lang: 'en',
    title: 'Kerbside',
    says: 'On-site car service, dispatched: a price and a time that will be kept.',
    customer: ['Customer', 'Order a wash, a service or a rescue, and see it coming.'],
    technician: ['Technician', 'Offers, the tour and the next step, in one hand.'],
    console: ['Console', 'The live map, the board and what needs a person.'],
    docs: 'API',
    health: 'State of the parts',
  },
  zh: {
    lang: 'zh-CN',
    title: '路缘 Kerbside',
    says: '上门汽车服务调度：价格明确，时间守约。',
    customer: ['客户端', '洗车、保养、救援，下单后全程可见。'],
    technician: ['技师端', '派单、行程与下一步，单手操作。'],
    console: ['调度台', '实时地图、排班板与待处理事项。'],
    docs: '接口文档',
    health: '系统状态',
  },
} as const

/** The page that leads to the three apps, in the reader's language. */
export const startPage = (acceptLanguage: string): string => {
  const t = /^\s*en\b/i.test(acceptLanguage) ? texts.en : texts.zh
  const card = (href: string, [title, says]: readonly [string, string]) =>
    `<a class="card" href="${href}"><strong>${title}</strong><span>${says}</span></a>`
  return `<!doctype html>
<html lang="${t.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${t.title}</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;background:#f3f4f6;color:#12151c;display:grid;place-items:center;min-height:100vh}
main{max-width:960px;padding:32px 20px;width:100%;box-sizing:border-box}
.mark{width:56px;height:56px;border-radius:14px;background:#12151c;display:grid;place-items:center}
.mark::before{content:"";width:20px;height:20px;border:5px solid #fff;border-radius:50%}
h1{font-size:34px;margin:16px 0 4px}p{margin:0 0 28px;color:#4b5363}
.cards{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(240px,1fr))}
.card{background:#fff;border-radius:18px;padding:22px;text-decoration:none;color:inherit;display:grid;gap:6px;box-shadow:0 1px 2px #0001,0 0 0 1px #0000000d}
.card:hover,.card:focus-visible{outline:3px solid #2747d9;outline-offset:2px}
.card strong{font-size:22px}.card span{color:#4b5363}
nav{margin-top:24px;display:flex;gap:20px}nav a{color:#2747d9}
@media (prefers-color-scheme:dark){body{background:#12151c;color:#eef0f4}.card{background:#1d212b}.card span,p{color:#aab2c0}.mark{background:#000}nav a{color:#9db0ff}}
</style></head>
<body><main><div class="mark" aria-hidden="true"></div><h1>${t.title}</h1><p>${t.says}</p>
<div class="cards">${card('/customer/', t.customer)}${card('/technician/', t.technician)}${card('/console/', t.console)}</div>
<nav><a href="/docs">${t.docs}</a><a href="/readyz">${t.health}</a></nav></main></body></html>`
}
