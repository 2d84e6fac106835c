import { beforeAll, describe, expect, it } from 'vitest'
import { readConfig, unknownSettings } from './known-settings.ts'
import {
  type Container,
  type Deployment,
  type Ingress,
  type KubeObject,
  kubeObject,
  type Service,
} from './kube-shapes.ts'
import { renderChart } from './render-chart.ts'

/** What stands in the secrets that the chart names. */
const secrets: Record<string, string> = {
  'kerbside-database/url': 'postgres://kerbside@db/kerbside',
  'kerbside-redis/url': 'redis://redis:6379',
  'kerbside-supervisor/phone': '+8613800000001',
  'kerbside-supervisor/password': 'kerbside-demo',
}
const environmentOf = (container: Container): Record<string, string> =>
  Object.fromEntries(
    (container.env ?? []).map((one) => {
      if ('value' in one) return [one.name, one.value]
      const { name, key } = one.valueFrom.secretKeyRef
      return [one.name, secrets[`${name}/${key}`] ?? `no secret ${name}/${key}`]
    }),
  )
const covers = (labels: Record<string, string> = {}, selector: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value)

const variants: [string, Record<string, unknown>][] = [
  ['as it comes', {}],
  [
    'without roads of its own and with traces',
    { osrm: { enabled: false }, otlpEndpoint: 'http://otel:4318' },
  ],
  [
    'with TLS and another image',
    { ingress: { tlsSecret: 'tls', host: 'k.example.org' }, image: { repository: 'r.example/k', tag: '9' } },
  ],
  ['without ingress', { ingress: { enabled: false }, roles: { api: { replicas: 5 } } }],
]

describe.each(variants)('the chart %s', (_, values) => {
  let objects: KubeObject[]
  let deployments: Deployment[]
  let services: Service[]
  beforeAll(async () => {
    const rendered = await renderChart('town', values)
    objects = rendered.map((one) => kubeObject.parse(one))
    deployments = objects.filter((one): one is Deployment => one.kind === 'Deployment')
    services = objects.filter((one): one is Service => one.kind === 'Service')
  })
  const podsOf = (selector: Record<string, string>): Deployment[] =>
    deployments.filter((one) => covers(one.spec.template.metadata.labels, selector))
  const rolesOf = (): Deployment[] =>
    deployments.filter((one) => one.spec.template.spec.containers[0]?.name === 'dispatcher')

  it('holds objects that are right, each name once a kind', () => {
    const names = objects.map((one) => `${one.kind} ${one.metadata.name}`)
    expect(new Set(names).size).toBe(names.length)
    expect(
      rolesOf()
        .map((one) => one.metadata.name)
        .sort(),
    ).toEqual(['town-api', 'town-live', 'town-worker'])
  })

  it('starts each role with settings that the process itself accepts', () => {
    for (const one of rolesOf()) {
      const [container] = one.spec.template.spec.containers
      const environment = environmentOf(container as Container)
      expect(unknownSettings(environment)).toEqual([])
      const config = readConfig(environment)
      expect([config.roles, config.host]).toEqual([[one.metadata.name.replace('town-', '')], '0.0.0.0'])
      expect(config.port).toBe(container?.ports.find((port) => port.name === 'http')?.containerPort)
      const machines = container?.ports.find((port) => port.name === 'machines')
      if (machines) expect(machines.containerPort).toBe(config.port + 1)
      expect(one.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(
        config.drainSeconds + config.endSeconds,
      )
      const readiness = container?.readinessProbe
      expect(readiness?.httpGet?.path).toBe('/readyz')
      // Balancers must have seen it before the process stops serving.
      const seenWithin = (readiness?.periodSeconds ?? 0) * (readiness?.failureThreshold ?? 1)
      expect(config.drainSeconds).toBeGreaterThan(2 * seenWithin)
      expect(container?.livenessProbe.httpGet?.path).toBe('/healthz')
    }
  })

  it('selects pods that exist, by ports that they open', () => {
    for (const one of deployments)
      expect(covers(one.spec.template.metadata.labels, one.spec.selector.matchLabels)).toBe(true)
    for (const { spec } of services) {
      const [pod, ...others] = podsOf(spec.selector)
      expect(others).toEqual([])
      const open = pod?.spec.template.spec.containers.flatMap((one) => one.ports.map((port) => port.name))
      for (const port of spec.ports) expect(open).toContain(port.targetPort)
    }
    for (const one of objects) {
      if (one.kind === 'PodDisruptionBudget') expect(podsOf(one.spec.selector.matchLabels)).toHaveLength(1)
      if (one.kind === 'NetworkPolicy') expect(podsOf(one.spec.podSelector.matchLabels)).toHaveLength(1)
    }
  })

  it('leads every address to a service that is there', () => {
    const paths = objects
      .filter((one): one is Ingress => one.kind === 'Ingress')
      .flatMap((one) => one.spec.rules.flatMap((rule) => rule.http.paths))
    for (const { backend } of paths) {
      const service = services.find((one) => one.metadata.name === backend.service.name)
      expect(service?.spec.ports.map((port) => port.name)).toContain(backend.service.port.name)
    }
    const osrm = rolesOf().map(
      (one) => environmentOf(one.spec.template.spec.containers[0] as Container).OSRM_URL,
    )
    for (const url of osrm.filter((one) => one !== undefined)) {
      const service = services.find((one) => one.metadata.name === new URL(url).hostname)
      expect(service?.spec.ports[0]?.port).toBe(Number(new URL(url).port))
    }
  })

  it('mounts only volumes that are there', () => {
    for (const { spec } of deployments) {
      const volumes = spec.template.spec.volumes.map((one) => one.name)
      for (const one of spec.template.spec.containers.flatMap((container) => container.volumeMounts))
        expect(volumes).toContain(one.name)
    }
  })
})
