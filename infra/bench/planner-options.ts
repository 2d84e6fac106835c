import { choice, folder, number, numbers, turnedOn, type Wishes, words } from './bench-options.ts'

/** What `npm run bench:planner` can be asked to measure. */
export const plannerOptions = {
  families: words('S,200,400,1000', 'also mdvrptw, sdvrptw, pcvrptw'),
  seconds: numbers('0.1,1,10', 'of search, preparation included, reading excluded'),
  threads: numbers('1,2', 'as many threads search together'),
  clock: choice(['wall', 'cpu'], 'cpu: each thread’s own processor time, for a machine that others use too'),
  seed: number(1, 'the same seed begins the same search'),
  only: words('', 'R1_4,RC2: only instances whose name begins so'),
  shared: folder('DIR with instances/ and trial/ (../shared)'),
  'no-peers': turnedOn(
    'without those that PEERS_PYTHON, a python, can import (pyvrp, vroom, ortools); they go by the wall clock',
  ),
  'no-trial': turnedOn('without the trial'),
}
export type PlannerWish = Wishes<typeof plannerOptions>
