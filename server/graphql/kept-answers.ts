import { LRUCache } from 'lru-cache'

export interface Answer {
  /** JSON. */
  readonly text: string
  /** Identities of the callers for whom the answer may be wrong. */
  readonly notFor: ReadonlySet<string>
}

/** The answers of one group of subscribers. */
export interface AnswerGroup {
  /** The answer to this change. It is computed once for all subscribers that need it about the same time. */
  at(sequence: number, make: () => Promise<Answer>): Promise<Answer>
  /** Removes a subscriber. After the last one has left, the group's answers are dropped. */
  leave(): void
}

export interface KeptAnswers {
  /** Joins the group of this key. */
  join(key: string): AnswerGroup
  /** Bytes of all kept answers. */
  readonly size: number
}

interface Group {
  subscribers: number
  readonly making: Map<number, Promise<Answer>>
  readonly kept: Set<number>
}

/** Milliseconds. Answers may contain download URLs, which are valid for only a minute. */
const keptFor = 10_000

/** JavaScript stores a string with one or two bytes per character. */
const bytesOf = ({ text, notFor }: Answer) => 2 * text.length + 100 * notFor.size + 1

/**
 * Keeps recent answers for subscribers that reach the same change slightly later, within one budget for the whole
 * process. It drops the least recently used answers first.
 */
export function createKeptAnswers(bytes: number): KeptAnswers {
  const groups = new Map<string, Group>()
  const nameOf = (key: string, sequence: number) => `${sequence} ${key}`
  const answers = new LRUCache<string, { readonly group: Group; readonly sequence: number; answer: Answer }>({
    maxSize: bytes,
    ttl: keptFor,
    sizeCalculation: ({ answer }) => bytesOf(answer),
    dispose: ({ group, sequence }) => void group.kept.delete(sequence),
  })

  async function make(key: string, group: Group, sequence: number, render: () => Promise<Answer>) {
    const making = render()
    group.making.set(sequence, making)
    try {
      const answer = await making
      if (groups.get(key) === group) {
        answers.set(nameOf(key, sequence), { group, sequence, answer })
        if (answers.has(nameOf(key, sequence))) group.kept.add(sequence)
      }
      return answer
    } finally {
      group.making.delete(sequence)
    }
  }

  return {
    get size() {
      return answers.calculatedSize
    },
    join(key) {
      const group = groups.get(key) ?? { subscribers: 0, making: new Map(), kept: new Set() }
      groups.set(key, group)
      group.subscribers++
      let isMember = true
      return {
        at(sequence, render) {
          const known = answers.get(nameOf(key, sequence))
          if (known) return Promise.resolve(known.answer)
          return group.making.get(sequence) ?? make(key, group, sequence, render)
        },
        leave() {
          if (!isMember) return
          isMember = false
          if (--group.subscribers > 0) return
          groups.delete(key)
          for (const sequence of [...group.kept]) answers.delete(nameOf(key, sequence))
        },
      }
    },
  }
}
