/** Which of a number of things belong together, told pair by pair. */
export class UnionFind {
  readonly #parent: Uint32Array

  constructor(size: number) {
    this.#parent = Uint32Array.from({ length: size }, (_, i) => i)
  }

  find(one: number): number {
    let root = one
    while (this.#parent[root] !== root) root = this.#parent[root] ?? root
    for (let at = one; at !== root; ) {
      const next = this.#parent[at] ?? root
      this.#parent[at] = root
      at = next
    }
    return root
  }

  join(a: number, b: number): void {
    this.#parent[this.find(a)] = this.find(b)
  }
}
