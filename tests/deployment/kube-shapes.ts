import { z } from 'zod'

/** The parts of Kubernetes' objects that the chart uses; anything else in them is a mistake of ours. */
const labels = z.record(z.string().regex(/^([a-z.]+\/)?[a-z-]+$/), z.string().max(63))
const name = z
  .string()
  .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/)
  .max(63)
const metadata = z.strictObject({
  name,
  labels: labels.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
})
const portRef = z.union([z.int().min(1).max(65_535), name])
const selector = z.strictObject({ matchLabels: labels })
const quantity = z.string().regex(/^\d+(m|Mi|Gi)?$/)
const secretRef = z.strictObject({ secretKeyRef: z.strictObject({ name, key: z.string().min(1) }) })
const env = z.union([
  z.strictObject({ name: z.string().regex(/^[A-Z_]+$/), value: z.string() }),
  z.strictObject({ name: z.string().regex(/^[A-Z_]+$/), valueFrom: secretRef }),
])
const probe = z
  .strictObject({
    httpGet: z.strictObject({ path: z.string().startsWith('/'), port: portRef }),
    tcpSocket: z.strictObject({ port: portRef }),
    periodSeconds: z.int().min(1),
    timeoutSeconds: z.int().min(1),
    failureThreshold: z.int().min(1),
  })
  .partial()
  .refine((one) => Boolean(one.httpGet) !== Boolean(one.tcpSocket), 'exactly one way to ask')

const container = z.strictObject({
  name,
  image: z.string().regex(/^[\w./-]+:[\w.-]+$/),
  imagePullPolicy: z.enum(['IfNotPresent', 'Always', 'Never']),
  command: z.array(z.string()).optional(),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  ports: z.array(z.strictObject({ name, containerPort: z.int().min(1024).max(65_535) })),
  env: z.array(env).optional(),
  startupProbe: probe.optional(),
  readinessProbe: probe,
  livenessProbe: probe,
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  volumeMounts: z.array(
    z.strictObject({ name, mountPath: z.string().startsWith('/'), readOnly: z.boolean().optional() }),
  ),
})
export type Container = z.infer<typeof container>

const volume = z.union([
  z.strictObject({
    name,
    persistentVolumeClaim: z.strictObject({ claimName: name, readOnly: z.boolean() }),
  }),
  z.strictObject({ name, emptyDir: z.strictObject({}) }),
])
const pod = z.strictObject({
  terminationGracePeriodSeconds: z.int().min(1),
  automountServiceAccountToken: z.literal(false),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.int().min(1),
    fsGroup: z.int().optional(),
    seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
  }),
  topologySpreadConstraints: z
    .array(
      z.strictObject({
        maxSkew: z.int(),
        topologyKey: z.string(),
        whenUnsatisfiable: z.enum(['ScheduleAnyway', 'DoNotSchedule']),
        labelSelector: selector,
      }),
    )
    .optional(),
  containers: z.array(container).min(1),
  volumes: z.array(volume),
})

const deployment = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata,
  spec: z.strictObject({
    replicas: z.int().min(1),
    strategy: z.strictObject({
      type: z.literal('RollingUpdate'),
      rollingUpdate: z.strictObject({ maxSurge: z.int().min(1), maxUnavailable: z.literal(0) }),
    }),
    selector,
    template: z.strictObject({ metadata: metadata.partial({ name: true }), spec: pod }),
  }),
})
export type Deployment = z.infer<typeof deployment>

const service = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata,
  spec: z.strictObject({
    selector: labels,
    ports: z.array(z.strictObject({ name, port: z.int().min(1), targetPort: portRef })).min(1),
  }),
})
export type Service = z.infer<typeof service>

const budget = z.strictObject({
  apiVersion: z.literal('policy/v1'),
  kind: z.literal('PodDisruptionBudget'),
  metadata,
  spec: z.strictObject({ maxUnavailable: z.int().min(1), selector }),
})

const ingress = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('Ingress'),
  metadata,
  spec: z.strictObject({
    ingressClassName: name,
    tls: z.array(z.strictObject({ hosts: z.array(z.string()), secretName: name })).optional(),
    rules: z.array(
      z.strictObject({
        host: z.string().regex(/^[a-z0-9.-]+$/),
        http: z.strictObject({
          paths: z.array(
            z.strictObject({
              path: z.string().startsWith('/'),
              pathType: z.enum(['Prefix', 'Exact']),
              backend: z.strictObject({
                service: z.strictObject({ name, port: z.strictObject({ name }) }),
              }),
            }),
          ),
        }),
      }),
    ),
  }),
})
export type Ingress = z.infer<typeof ingress>

const networkPolicy = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata,
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.tuple([z.literal('Ingress')]),
    ingress: z.array(
      z.strictObject({
        from: z.array(z.strictObject({ podSelector: selector })),
        ports: z.array(z.strictObject({ port: portRef })),
      }),
    ),
  }),
})

export const kubeObject = z.discriminatedUnion('kind', [deployment, service, budget, ingress, networkPolicy])
export type KubeObject = z.infer<typeof kubeObject>
