import { expect, test } from 'vitest'
import { renewCertificateInTime } from './renew-certificate.ts'

const certificate = (name: string, renewAt: number) => ({ cert: name, key: `key of ${name}`, renewAt })

test("renews the device port's certificate, and later its successor, once two thirds of its validity have passed", async () => {
  let now = 0
  const used: string[] = []
  const look = renewCertificateInTime({
    keys: {
      tls: { ...certificate('first', 60), ca: '', ticketKeys: Buffer.alloc(48) },
      renewServerCertificate: async () => certificate(`issued at ${now}`, now + 60),
    },
    port: { renewCertificate: ({ cert }) => void used.push(cert) },
    now: () => now,
    log: { info: () => {} },
  })
  for (now of [0, 59, 60, 61, 119, 120]) await look()
  expect(used).toEqual(['issued at 60', 'issued at 120'])
})

test('a failed renewal is tried again at the next check', async () => {
  let attempts = 0
  const used: string[] = []
  const look = renewCertificateInTime({
    keys: {
      tls: { ...certificate('first', 0), ca: '', ticketKeys: Buffer.alloc(48) },
      renewServerCertificate: async () => {
        if (++attempts === 1) throw new Error('the disk is full')
        return certificate('second', 60)
      },
    },
    port: { renewCertificate: ({ cert }) => void used.push(cert) },
    now: () => 1,
    log: { info: () => {} },
  })
  await expect(look()).rejects.toThrow('the disk is full')
  await look()
  expect(used).toEqual(['second'])
})
