import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const peerNames = ['pyvrp', 'vroom', 'ortools'] as const
export type PeerName = (typeof peerNames)[number]

export interface PeerErrand {
  solver: PeerName
  path: string
  rounding: string
  seconds: number
  seed: number
}

/** One Python process that keeps the peers imported; one errand at a time. */
export class PeerProcess {
  private readonly child: ChildProcessWithoutNullStreams
  private readonly lines: AsyncIterator<string>

  constructor(python: string) {
    this.child = spawn(python, [fileURLToPath(new URL('./peers.py', import.meta.url))])
    this.child.stderr.resume()
    this.child.on('error', () => this.child.stdout.destroy())
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  /** The cost in the problem's integers, undefined if the peer found no plan or cannot be had. */
  async solve(errand: PeerErrand): Promise<number | undefined> {
    if (this.child.exitCode !== null) return undefined
    this.child.stdin.write(`${JSON.stringify(errand)}\n`)
    const { value, done } = await this.lines.next()
    if (done) return undefined
    const { cost }: { cost?: number | null } = JSON.parse(value)
    return cost ?? undefined
  }

  close(): void {
    this.child.kill()
  }
}
