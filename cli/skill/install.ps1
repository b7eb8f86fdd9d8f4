# Joins this Windows machine to a Muster hub and installs what agents need. Read it; it holds no secret.
# It needs curl.exe (Windows 10 and newer have it), asks for a join code (or takes MUSTER_CODE), and writes only into
# Muster's own folder and into the skill folders of this user.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$url = '@URL@'
$pin = '@PIN@'
$fingerprint = '@FINGERPRINT@'
$sums = @{
  'SKILL.md' = '@SHA256_SKILL_MD@'
  'muster.ps1' = '@SHA256_MUSTER_PS1@'
  'muster.cjs' = '@SHA256_MUSTER_CJS@'
  'muster-hook.cjs' = '@SHA256_MUSTER_HOOK_CJS@'
}

function Stop-With([string] $words) { [Console]::Error.WriteLine("muster: $words"); exit 1 }

# Fetches a file into the folder, checks it, and only then lets it stand there.
function Get-Checked([string] $name) {
  $fresh = Join-Path $bin ".$name.new"
  if ($url -like 'https:*') { & curl.exe -q -fsSk --noproxy '*' --pinnedpubkey $pin -o $fresh "$url/skill/$name" }
  else { & curl.exe -q -fsS --noproxy '*' -o $fresh "$url/skill/$name" }
  if ($LASTEXITCODE -ne 0) { Stop-With "$name can't be fetched from $url" }
  $found = (Get-FileHash -Algorithm SHA256 -LiteralPath $fresh).Hash.ToLowerInvariant()
  if ($found -ne $sums[$name]) {
    Remove-Item -LiteralPath $fresh
    Stop-With "$name is not what the hub announced: its checksum is $found instead of $($sums[$name])"
  }
  Move-Item -Force -LiteralPath $fresh -Destination (Join-Path $bin $name)
  Write-Output "  $found  $name"
}

function Install-Skill([string] $folder) {
  $target = Join-Path $folder 'muster'
  [void](New-Item -ItemType Directory -Force -Path $target)
  foreach ($name in 'SKILL.md', 'muster.ps1') { Copy-Item -Force -LiteralPath (Join-Path $bin $name) -Destination $target }
  Write-Output "  $target"
}

if (-not (Get-Command curl.exe -ErrorAction SilentlyContinue)) { Stop-With 'curl.exe is needed and is not here' }
$folder = if ($env:MUSTER_HOME) { Join-Path $env:MUSTER_HOME 'client' } else { Join-Path $env:APPDATA 'muster' }
$bin = Join-Path $folder 'bin'
[void](New-Item -ItemType Directory -Force -Path $bin)
$node = Get-Command node.exe -ErrorAction SilentlyContinue
$hasNode = $false
if ($node -and $sums['muster.cjs'] -match '^[0-9a-f]{64}$') { $hasNode = [int](& $node.Source -p 'process.versions.node.split(".")[0]') -ge 20 }

Write-Output "From $url, checked:"
Get-Checked 'SKILL.md'
Get-Checked 'muster.ps1'
if ($hasNode) {
  Get-Checked 'muster.cjs'
  Get-Checked 'muster-hook.cjs'
  $program = "@`"$($node.Source)`" `"$bin\muster.cjs`" %*"
}
else { $program = "@powershell -NoProfile -ExecutionPolicy Bypass -File `"$bin\muster.ps1`" %*" }
[IO.File]::WriteAllText((Join-Path $bin 'muster.cmd'), "$program`r`n")

Write-Output 'Skill for agents:'
Install-Skill (Join-Path $HOME '.agents\skills')
if (Test-Path (Join-Path $HOME '.claude')) { Install-Skill (Join-Path $HOME '.claude\skills') }

$code = $env:MUSTER_CODE
$env:MUSTER_CODE = $null
if (-not $code -and (Test-Path (Join-Path $folder 'hub.json'))) {
  Write-Output 'This machine has joined already; to join anew, set MUSTER_CODE to a fresh code.'
}
else {
  if (-not $code) { $code = Read-Host 'Join code, as the hub shows it' }
  if ($hasNode) {
    $address = if ($url -like 'https:*') { $url + '#' + $fingerprint } else { $url }
    $code | & $node.Source (Join-Path $bin 'muster.cjs') join $address --force
  }
  else {
    $env:MUSTER_CODE = $code
    & powershell -NoProfile -ExecutionPolicy Bypass -File (Join-Path $bin 'muster.ps1') join $url --pin $pin
    $env:MUSTER_CODE = $null
  }
  if ($LASTEXITCODE -ne 0) { exit 1 }
}
Write-Output ''
Write-Output "Done. The program is $bin\muster.cmd; add its folder to your PATH to call it as muster."
if ($hasNode) { Write-Output "Connect the agents that are installed here:  & `"$bin\muster.cmd`" install all" }
