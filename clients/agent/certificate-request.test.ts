import 'reflect-metadata'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { Pkcs10CertificateRequest } from '@peculiar/x509'
import { expect, test } from 'vitest'
import { newCertificateRequest } from './certificate-request.ts'

test('requests a certificate for a new P-256 key, signed with that key', async () => {
  const { privateKey, csr } = await newCertificateRequest()
  const request = new Pkcs10CertificateRequest(csr)
  expect(request.subject).toBe('CN=device')
  expect(await request.verify()).toBe(true)
  const key = createPublicKey(createPrivateKey(privateKey))
  expect(key.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  expect(Buffer.from(request.publicKey.rawData)).toEqual(key.export({ type: 'spki', format: 'der' }))
})

test('creates a new key each time', async () => {
  const [one, other] = [await newCertificateRequest(), await newCertificateRequest()]
  expect(one.privateKey).not.toBe(other.privateKey)
})
