import { X509Certificate } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, fail, ok, warn } from '../finding.ts'

const day = 24 * 3600 * 1000
const warnBefore = 30 * day

/** Checks the device CA, the permissions of the keys directory, and the API's certificate if the service terminates TLS. */
export async function examineKeys(
  directory: string,
  api: { readonly certFile: string } | null,
  now: number,
): Promise<readonly Finding[]> {
  const names = await readdir(directory).catch(() => null)
  if (!names)
    return [warn('keys', `${directory} does not exist yet`, 'The first start of the service creates it.')]
  const findings = [await examineMode(directory)]
  if (names.includes('device-ca.pem'))
    findings.push(await examineCertificate('device CA', join(directory, 'device-ca.pem'), now))
  if (api) findings.push(await examineCertificate('API certificate', api.certFile, now))
  return findings
}

async function examineMode(directory: string): Promise<Finding> {
  const { mode } = await stat(directory)
  if ((mode & 0o077) === 0) return ok('keys', `${directory} is accessible only to its owner`)
  return fail(
    'keys',
    `${directory} is accessible to other users (${(mode & 0o777).toString(8)})`,
    `Run chmod 700 ${directory}, and treat its keys as compromised.`,
  )
}

async function examineCertificate(subject: string, path: string, now: number): Promise<Finding> {
  const certificate = new X509Certificate(await readFile(path))
  const left = Date.parse(certificate.validTo) - now
  const detail = `${path} is valid until ${new Date(certificate.validTo).toISOString().slice(0, 10)}`
  const advice = 'Replace it, then send SIGHUP to every instance.'
  if (left <= 0 || Date.parse(certificate.validFrom) > now) return fail(subject, detail, advice)
  return left < warnBefore ? warn(subject, detail, advice) : ok(subject, detail)
}
