/** Somebody was called away from what he waited for: not a mistake, and nothing to report. */
export class Interrupted extends Error {
  constructor() {
    super('called away')
    this.name = 'Interrupted'
  }
}
