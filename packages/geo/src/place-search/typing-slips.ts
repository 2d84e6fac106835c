/**
 * How many slips of typing (a letter too many, too few, another, or two exchanged) lie between what was typed and the
 * beginning of a name; stops counting above `most` and answers `most + 1` (optimal string alignment, Damerau 1964).
 */
export const slipsToBeginning = (typed: string, name: string, most: number): number => {
  const width = Math.min(name.length, typed.length + most)
  if (width < typed.length - most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: width + 1 }, (_, column) => column)
  for (let row = 1; row <= typed.length; row += 1) {
    const here = [row]
    let least = row
    for (let column = 1; column <= width; column += 1) {
      const same = typed[row - 1] === name[column - 1]
      let cost = Math.min(
        (above[column] ?? row) + 1,
        (here[column - 1] ?? row) + 1,
        (above[column - 1] ?? row) + (same ? 0 : 1),
      )
      if (row > 1 && column > 1 && typed[row - 1] === name[column - 2] && typed[row - 2] === name[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? row) + 1)
      here.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = above
    above = here
  }
  return Math.min(most + 1, ...above.slice(Math.max(0, typed.length - most)))
}
