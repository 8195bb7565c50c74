import { notifications } from '@mantine/notifications'
import { visible } from './visible.ts'

type Options = Omit<Parameters<typeof notifications.show>[0], 'message'>

/** Shows a notification. Its text may contain names from devices and other people. */
export const notify = (message: string, options: Options = { autoClose: 3000 }): void =>
  void notifications.show({ ...options, message: visible(message) })
