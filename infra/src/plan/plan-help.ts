export const planHelp = `npm run plan -- PROBLEM [--seconds 1] [--threads 1] [--seed 1] [-c]

PROBLEM is a file, or - for stdin, in VROOM's JSON or in VRPLIB's format; which of them is seen from what it holds.
The answer is all there is on stdout: VROOM's JSON, or "Route #1: …" lines and "Cost …" for VRPLIB.

  --seconds S    wall seconds of the solver (1); reading and writing come on top
  --threads N    1 to 4 threads that search apart and exchange their best (1)
  --seed N       the same seed begins the same search (1)
  -c             only the times of the routes given as "steps", with what they break (VROOM's plan mode)
  --rounding R   of VRPLIB's distances: dimacs (cut to 0.1), exact, none, round, trunc (dimacs)

Coordinates without matrices are driven by the OSRM of OSRM_URL; without one they are estimated from straight lines.
Ctrl-C ends the search and prints the best so far. Exit codes: 0 an answer, 2 a problem or words that cannot be read,
3 no roads, 1 our mistake.
`
