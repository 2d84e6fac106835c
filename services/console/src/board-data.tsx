import { callKey, useCall, usePositions, useStream } from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { applyEvent, applyPositions, type Board, boardOf } from './board-state.ts'

interface BoardData {
  board: Board | null
  error: unknown
  reload: () => void
  /** When the newest event or position came, server time in ms. */
  heardAt: number | null
}

const BoardContext = createContext<BoardData | null>(null)

/** Reads the board once and keeps it true by the city's stream. */
export const BoardProvider = ({ children }: { children: ReactNode }) => {
  const queries = useQueryClient()
  const answer = useCall('getBoard', {}, { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false })
  const [board, setBoard] = useState<Board | null>(null)
  const [heardAt, setHeardAt] = useState<number | null>(null)
  const reload = () => void queries.invalidateQueries({ queryKey: callKey('getBoard') })

  useEffect(() => {
    if (answer.data) setBoard(boardOf(answer.data))
  }, [answer.data])
  useStream(board ? 'city' : null, {
    seen: board?.seq ?? 0,
    onReload: reload,
    onEvent: (event) => {
      setHeardAt(Date.parse(event.at))
      setBoard((known) => known && applyEvent(known, event))
      if (event.type === 'message.queued')
        void queries.invalidateQueries({ queryKey: callKey('listMessages') })
      if (event.type === 'zone.changed') void queries.invalidateQueries({ queryKey: callKey('listZones') })
      if (event.type === 'job.changed')
        void queries.invalidateQueries({
          queryKey: callKey('listJobEvents', { params: { id: event.body.job.id } }),
        })
    },
  })
  usePositions((positions) => {
    setHeardAt(Date.parse(positions.at))
    setBoard((known) => known && applyPositions(known, positions))
  })

  const value = useMemo<BoardData>(
    () => ({ board, error: answer.error, reload, heardAt }),
    [board, answer.error, heardAt],
  )
  return <BoardContext value={value}>{children}</BoardContext>
}

/** The city as the console knows it; throws outside `BoardProvider`. */
export const useBoard = (): BoardData => {
  const value = useContext(BoardContext)
  if (!value) throw new Error('useBoard needs a BoardProvider above it')
  return value
}
