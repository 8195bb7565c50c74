import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import type { Check, DeviceAction, Execution } from '../action.ts'
import type { RunCommand } from './command.ts'
import { outcomeOf, powershell, verdictOf } from './powershell.ts'

/** AES with a key that only this machine can unwrap. Only SYSTEM and administrators can read the vault. */
const VAULT = `
Add-Type -AssemblyName System.Security
$sealed = Join-Path $in.vault "$($in.vaultId).sealed"
$record = Join-Path $in.vault "$($in.vaultId).json"
function Sha256($stream) { $sha = [Security.Cryptography.SHA256]::Create(); ([BitConverter]::ToString($sha.ComputeHash($stream)) -replace '-', '').ToLowerInvariant() }
function Opened {
  $known = Get-Content -LiteralPath $record -Raw -Encoding UTF8 | ConvertFrom-Json
  $aes = [Security.Cryptography.Aes]::Create()
  $aes.Key = [Security.Cryptography.ProtectedData]::Unprotect([Convert]::FromBase64String($known.key), $null, 'LocalMachine')
  $aes.IV = [Convert]::FromBase64String($known.iv)
  [Security.Cryptography.CryptoStream]::new([IO.File]::OpenRead($sealed), $aes.CreateDecryptor(), 'Read')
}
`
const QUARANTINE = `${VAULT}
if (-not [IO.Path]::IsPathRooted($in.path) -or $in.path.StartsWith('\\\\')) { Fail 'UNSUPPORTED' 'not a path on this device' }
$path = [IO.Path]::GetFullPath($in.path)
if (Test-Path -LiteralPath $path -PathType Container) { Fail 'UNSUPPORTED' "$path is a directory" }
if (Test-Path -LiteralPath $record) {
  # After a crash with the file already in the vault, only the original remains to be removed.
  $known = Get-Content -LiteralPath $record -Raw -Encoding UTF8 | ConvertFrom-Json
  if ((Test-Path -LiteralPath $path) -and (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -eq $known.sha256) { Remove-Item -LiteralPath $path -Force }
  Done @{ path = $path; sha256 = $known.sha256; vaultId = $in.vaultId }
}
if (-not (Test-Path -LiteralPath $path)) { Fail 'TARGET_NOT_FOUND' "no file $path" }
$item = Get-Item -LiteralPath $path -Force
for ($above = $item; $above; $above = $(if ($above.PSIsContainer) { $above.Parent } else { $above.Directory })) {
  if ($above.Attributes -band [IO.FileAttributes]::ReparsePoint) { Fail 'UNSUPPORTED' "$($above.FullName) is a link" }
}
foreach ($protected in $in.protected, $env:SystemRoot) {
  if ($path.StartsWith($protected.TrimEnd('\\') + '\\', 'OrdinalIgnoreCase')) { Fail 'PROTECTED_TARGET' "$path is protected" }
}
if (-not (Test-Path -LiteralPath $in.vault)) {
  New-Item -ItemType Directory -Path $in.vault -Force | Out-Null
  & "$env:SystemRoot\\System32\\icacls.exe" $in.vault /inheritance:r /grant '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
}
if ([IO.DriveInfo]::new([IO.Path]::GetPathRoot($in.vault)).AvailableFreeSpace -lt $item.Length + 67108864) { Fail 'NO_SPACE' 'the disk of the vault is too full' }
# The open handle prevents changes between hash, copy and removal. DeleteOnClose would delete the file even if the copy fails.
$source = [IO.File]::Open($path, 'Open', 'Read', 'Delete')
try {
  $sha256 = Sha256 $source
  if ($in.sha256 -and $in.sha256 -ne $sha256) { Fail 'TARGET_MISMATCH' "its SHA-256 is $sha256" }
  $source.Position = 0
  $aes = [Security.Cryptography.Aes]::Create()
  $target = [IO.File]::Open($sealed, 'Create', 'Write', 'None')
  $encrypted = [Security.Cryptography.CryptoStream]::new($target, $aes.CreateEncryptor(), 'Write')
  $source.CopyTo($encrypted)
  $encrypted.FlushFinalBlock()
  $target.Flush($true)
  $encrypted.Dispose()
  $known = @{
    originalPath = $path; sha256 = $sha256; size = $item.Length; quarantinedAt = (Instant (Get-Date))
    sddl = (Get-Acl -LiteralPath $path).Sddl; attributes = "$($item.Attributes)"; modifiedAt = (Instant $item.LastWriteTime)
    key = [Convert]::ToBase64String([Security.Cryptography.ProtectedData]::Protect($aes.Key, $null, 'LocalMachine')); iv = [Convert]::ToBase64String($aes.IV)
  }
  ConvertTo-Json -InputObject $known | Set-Content -LiteralPath "$record.new" -Encoding UTF8
  Move-Item -LiteralPath "$record.new" -Destination $record -Force
  Remove-Item -LiteralPath $path -Force
} finally { $source.Dispose() }
Done @{ path = $path; sha256 = $sha256; vaultId = $in.vaultId }
`
const VERIFY = `${VAULT}
$there = Test-Path -LiteralPath $in.path
$sha256 = $null
if (Test-Path -LiteralPath $record) { $stream = Opened; try { $sha256 = Sha256 $stream } finally { $stream.Dispose() } }
Verdict (-not $there -and $sha256 -and $sha256 -eq $in.sha256) @{ fileAtThePath = $there; sha256InTheVault = $sha256 }
`
const LIST = `
$records = @(Get-ChildItem -LiteralPath $in.vault -Filter '*.json' -Force -ErrorAction SilentlyContinue)
$files = @($records | ForEach-Object { Get-Content -LiteralPath $_.FullName -Raw -Encoding UTF8 | ConvertFrom-Json } | ForEach-Object { @{ originalPath = $_.originalPath; sha256 = $_.sha256; quarantinedAt = $_.quarantinedAt } })
Done $files
`

export const quarantine = (data: JsonObject) => powershell(QUARANTINE, data)
export const verifyQuarantine = (data: JsonObject) => powershell(VERIFY, data)
export const listQuarantined = (vault: string) => powershell(LIST, { vault })

export interface QuarantineParts {
  readonly run: RunCommand
  readonly vault: string
  /** The agent's own directory. */
  readonly directory: string
}

export function quarantineFile({ run, vault, directory }: QuarantineParts): DeviceAction {
  const take = ({ parameters, actionId }: Execution) => {
    const { path, sha256 = null } = parameters as { [key: string]: Json }
    if (typeof path !== 'string') throw new Error('parameters.path: must be a string')
    const wanted = typeof sha256 === 'string' ? sha256.toLowerCase() : null
    return outcomeOf(
      run,
      quarantine({ path, sha256: wanted, vault, vaultId: actionId, protected: directory }),
    )
  }
  return {
    execute: take,
    resume: take,
    async verify({ parameters, output }: Check) {
      const { vaultId, sha256, path } = isObject(output) ? (output as { [key: string]: Json }) : {}
      if (typeof vaultId !== 'string' || typeof sha256 !== 'string')
        return { passed: null, evidence: { reported: output } }
      const at = path ?? parameters['path'] ?? null
      return verdictOf(run, verifyQuarantine({ path: at, sha256, vault, vaultId }))
    },
  }
}
