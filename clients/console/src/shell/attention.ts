import { plural, t } from '@lingui/core/macro'
import { useEffect, useEffectEvent, useRef } from 'react'
import { ReportedDocument } from '../../generated/documents.ts'
import { useSubscription } from '../api/use-subscription.ts'
import { usePreference } from '../ui/preference.ts'

/** Asks for the right to show desktop notifications; false where the browser or the person refuses. */
export const askForNotifications = async (): Promise<boolean> =>
  'Notification' in window && (await Notification.requestPermission()) === 'granted'

/** Tells the person, as far as they have opted in, of decisions that wait for them and of critical detections. */
export function useAttention(awaiting: string | null): void {
  const [desktop] = usePreference('notifications')
  const [sound] = usePreference('sound')
  const tell = useEffectEvent((text: string) => {
    if (sound === 'on') beep()
    if (desktop === 'on' && 'Notification' in window && Notification.permission === 'granted')
      new Notification('Defend', { body: text, icon: '/icon.svg', tag: text })
  })

  const before = useRef<number | null>(null)
  useEffect(() => {
    if (awaiting === null) return
    const count = Number.parseInt(awaiting.replace(/\D/g, ''), 10)
    if (before.current !== null && count > before.current)
      tell(plural(count, { one: '# decision waits for you', other: '# decisions wait for you' }))
    before.current = count
  }, [awaiting])

  useSubscription(ReportedDocument, {}, ({ detectionReported: { severity, title, device } }) => {
    if (severity === 'CRITICAL') tell(t`Critical: ${title} on ${device.hostname}`)
  })
}

/** Two short tones. */
function beep(): void {
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  volume.gain.value = 0.1
  tone.connect(volume).connect(audio.destination)
  tone.frequency.setValueAtTime(660, audio.currentTime)
  tone.frequency.setValueAtTime(880, audio.currentTime + 0.12)
  tone.onended = () => void audio.close()
  tone.start()
  tone.stop(audio.currentTime + 0.24)
}
