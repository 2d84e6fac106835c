const OWN_WITH_VALUE = new Set(['--clock', '--city', '--data', '--port'])

/** Words for the run around the simulator, and words for the simulator itself. */
export function splitSimArgs(args: string[]): { own: string[]; simulators: string[] } {
  const own: string[] = []
  const simulators: string[] = []
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] ?? ''
    const isOwn = OWN_WITH_VALUE.has(word.split('=')[0] ?? '')
    const target = isOwn ? own : simulators
    target.push(word)
    if (isOwn && !word.includes('=')) target.push(args[++i] ?? '')
  }
  return { own, simulators }
}
