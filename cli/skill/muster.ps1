# Muster for Windows machines without Node: PowerShell 5.1 or newer, and curl.exe, which Windows has since version 10.
# Run `powershell -File muster.ps1 help` for what it does. The key is never an argument, never in the environment of
# another program, never printed.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
$utf8 = New-Object System.Text.UTF8Encoding $false

$usage = @'
Usage: powershell -File muster.ps1 COMMAND

  join URL [--pin PIN] [--code CODE]   join this machine to a hub; asks for the code when it is not given
  session TITLE...                     open a session, or find it by its title; prints its id
      [--agent NAME] [--kind KIND] [--folder DIR] [--external-id ID]
  post [ID] TEXT...                    send a message; prints its id. TEXT - reads standard input
      [--level info|success|warning|urgent] [--state STATE] [--progress N/M]
  ask [ID] TEXT... --option A --option B [--free] [--timeout SECONDS]
                                       ask a person, wait, print the answer
  watch [ID] [--timeout SECONDS] [--follow]
                                       wait for the next reply, print it, acknowledge it
  close [ID] [--note TEXT]             hide the session from the list
  status                               which hub, and what waits to be sent

Without ID: MUSTER_SESSION, else the session last opened in this folder.
Exit codes: 0 done, or kept to be sent later; 1 unexpected; 2 hub not reachable; 3 key refused; 4 too many requests;
5 not found or invalid; 6 no answer in time; 10 the stop word came: do the rest of its text, then stop.
'@

function Say([string] $words) { [Console]::Error.WriteLine("muster: $words") }
function Stop-With([int] $code, [string] $words) { Say $words; exit $code }

# --- this machine -----------------------------------------------------------------------------------------------------

if ($env:MUSTER_HOME) { $folder = Join-Path $env:MUSTER_HOME 'client' }
elseif ($env:APPDATA) { $folder = Join-Path $env:APPDATA 'muster' }
elseif ($env:XDG_CONFIG_HOME) { $folder = Join-Path $env:XDG_CONFIG_HOME 'muster' }
else { $folder = Join-Path $HOME '.config/muster' }
$outbox = Join-Path $folder 'outbox-ps'
$script:hub = $null

function Get-Field($object, [string] $name) {
  if ($null -ne $object -and $object.PSObject.Properties[$name]) { return $object.$name }
  return $null
}

# The file of this user alone: what may be read by others is not where a key belongs.
function Protect-Path([string] $path) {
  if ($env:OS -ne 'Windows_NT') { & chmod go-rwx $path; return }
  & icacls $path /inheritance:r /grant:r "$([Security.Principal.WindowsIdentity]::GetCurrent().Name):(F)" *> $null
}

function Write-Atomic([string] $path, [string] $text) {
  $fresh = "$path.$PID.new"
  [IO.File]::WriteAllText($fresh, '', $utf8)
  Protect-Path $fresh
  [IO.File]::WriteAllText($fresh, $text, $utf8)
  Move-Item -Force -LiteralPath $fresh -Destination $path
}

# Both go into curl's own words, so they may hold nothing that ends a line or a string there.
function Confirm-Address($hub) {
  if ($hub.url -notmatch '^https?://[^\s"\\]+$') { Stop-With 5 "$($hub.url) is not a hub's address" }
  if ($hub.key -and $hub.key -notmatch '^[A-Za-z0-9._~+/=-]+$') { Stop-With 5 'The key has characters that no key has' }
  if ($hub.url -like 'https:*' -and $hub.pin -notmatch '^sha256//[A-Za-z0-9+/=]+$') {
    Stop-With 2 "The pin of the hub's certificate is not known: join again with --pin, as the hub shows it"
  }
}

function Read-Hub {
  $found = $null
  $path = Join-Path $folder 'hub.json'
  if (-not ($env:MUSTER_URL -and $env:MUSTER_KEY)) {
    if (-not (Test-Path -LiteralPath $path)) { Stop-With 3 'This machine has not joined a hub yet: muster.ps1 join URL' }
    try { $found = [IO.File]::ReadAllText($path, $utf8) | ConvertFrom-Json } catch { Stop-With 3 "$path can't be read: join again" }
  }
  $hub = @{
    url = if ($env:MUSTER_URL) { $env:MUSTER_URL } else { Get-Field $found 'url' }
    key = if ($env:MUSTER_KEY) { $env:MUSTER_KEY } else { Get-Field $found 'key' }
    pin = if ($env:MUSTER_PIN) { $env:MUSTER_PIN } else { [string](Get-Field $found 'publicKeyPin') }
  }
  $env:MUSTER_KEY = $null
  if (-not $hub.url -or -not $hub.key) { Stop-With 3 "$path holds no hub: join again with muster.ps1 join URL" }
  if ($hub.url -notmatch '^https?://') { $hub.url = "https://$($hub.url)" }
  $hub.url = ($hub.url -replace '#.*$', '').TrimEnd('/')
  Confirm-Address $hub
  $script:hub = $hub
}

# --- calls ------------------------------------------------------------------------------------------------------------

# Calls the hub with everything about the call on curl's standard input, so that no list of processes shows the key or
# the text. Gives status (0 when there was no answer), body and curl's exit code.
function Invoke-Hub([string] $method, [string] $path, $body, [int] $seconds, [string] $idempotencyKey = '') {
  $hub = $script:hub
  $lines = @(
    "url = `"$($hub.url)$path`"", "request = `"$method`"", 'silent', 'globoff', 'noproxy = "*"', 'connect-timeout = 5',
    "max-time = $seconds", 'write-out = "\n%{http_code}"'
  )
  if ($hub.key) { $lines += "header = `"authorization: Bearer $($hub.key)`"" }
  if ($hub.url -like 'https:*') { $lines += 'insecure', "pinnedpubkey = `"$($hub.pin)`"" }
  $bodyFile = $null
  if ($null -ne $body) {
    $json = $body | ConvertTo-Json -Depth 6 -Compress
    if ($json.Length -gt 900000) { Stop-With 5 'The text is too large' }
    # In curl's words a string ends at a quote, and a backslash begins an escape.
    $escaped = $json.Replace('\', '\\').Replace('"', '\"')
    $lines += 'header = "content-type: application/json"', 'header = "expect:"', "data-binary = `"$escaped`""
  }
  if ($idempotencyKey) { $lines += "header = `"idempotency-key: $idempotencyKey`"" }

  $start = New-Object Diagnostics.ProcessStartInfo
  $start.FileName = if ($env:OS -eq 'Windows_NT') { 'curl.exe' } else { 'curl' }
  $start.Arguments = '-q --config -'
  $start.UseShellExecute = $false
  $start.CreateNoWindow = $true
  $start.RedirectStandardInput = $true
  $start.RedirectStandardOutput = $true
  $start.StandardOutputEncoding = $utf8
  try { $curl = [Diagnostics.Process]::Start($start) } catch { Stop-With 1 'curl.exe is needed and is not there' }
  $bytes = $utf8.GetBytes(($lines -join "`n") + "`n")
  $curl.StandardInput.BaseStream.Write($bytes, 0, $bytes.Length)
  $curl.StandardInput.BaseStream.Flush()
  $curl.StandardInput.Close()
  $text = $curl.StandardOutput.ReadToEnd()
  $curl.WaitForExit()

  $cut = $text.LastIndexOf("`n")
  $status = 0
  $answer = $null
  if ($curl.ExitCode -eq 0 -and $cut -ge 0) {
    $status = [int]$text.Substring($cut + 1)
    try { $answer = $text.Substring(0, $cut) | ConvertFrom-Json } catch { $answer = $null }
  }
  return @{ status = $status; body = $answer; curlExit = $curl.ExitCode }
}

# Whether the same call may well succeed later.
function Test-MayWait($call) {
  if ($call.status -eq 0) { return $call.curlExit -ne 90 }
  return @(429, 502, 503, 504) -contains $call.status
}

# Ends with the exit code and the words for what the call came to.
function Stop-ForCall($call) {
  $url = $script:hub.url
  if ($call.status -eq 0) {
    if ($call.curlExit -eq 90) {
      Stop-With 2 "The hub at $url shows another certificate than the pinned one. Nothing was sent. If the hub was set up anew, join again."
    }
    Stop-With 2 "The hub at $url can't be reached (curl says $($call.curlExit))"
  }
  $detail = Get-Field $call.body 'detail'
  if (-not $detail) { $detail = "The hub answered with status $($call.status)" }
  if ($call.status -eq 401) { Stop-With 3 "This machine's key is not valid any more: join again" }
  if ($call.status -eq 403) { Stop-With $(if ((Get-Field $call.body 'code') -eq 'tls-required') { 2 } else { 3 }) $detail }
  if ($call.status -eq 429) { Stop-With 4 $detail }
  if ($call.status -ge 400 -and $call.status -lt 500) { Stop-With 5 $detail }
  if (@(502, 503, 504) -contains $call.status) { Stop-With 2 $detail }
  Stop-With 1 $detail
}

# --- what could not be sent yet ---------------------------------------------------------------------------------------

$mostWaiting = 10000

function Get-Waiting {
  if (-not (Test-Path -LiteralPath $outbox)) { return @() }
  return @(Get-ChildItem -LiteralPath $outbox -Filter '*.call.json' | Sort-Object Name)
}

# Keeps a POST behind all that waits.
function Save-Call([string] $path, $body, [string] $key) {
  $waiting = @(Get-Waiting)
  if ($waiting.Count -ge $mostWaiting) { Stop-With 2 "The hub can't be reached and the outbox is full ($mostWaiting): this was not kept" }
  $number = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds()
  # Behind the last one even when the clock was set back.
  if ($waiting.Count -gt 0) { $number = [Math]::Max($number, [long]$waiting[-1].Name.Split('-')[0] + 1) }
  try {
    [void](New-Item -ItemType Directory -Force -Path $outbox)
    $entry = @{ path = $path; key = $key; body = $body } | ConvertTo-Json -Depth 8 -Compress
    Write-Atomic (Join-Path $outbox ('{0:D15}-{1}.call.json' -f $number, $key)) $entry
  }
  catch { Stop-With 2 "The hub can't be reached and the disk takes nothing: this was not kept" }
}

# Sends what waits, in order. Gives the last answer when all is sent, else nothing. One process sends at a time: the
# system lets go of the lock when its holder ends, however it ends.
function Send-Waiting {
  try { $lock = [IO.File]::Open((Join-Path $outbox '.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
  catch { return $null }
  try {
    $last = $null
    foreach ($file in @(Get-Waiting)) {
      try { $entry = [IO.File]::ReadAllText($file.FullName, $utf8) | ConvertFrom-Json }
      catch { Move-Item -LiteralPath $file.FullName -Destination "$($file.FullName).broken"; continue }
      $last = Invoke-Hub 'POST' $entry.path $entry.body 30 $entry.key
      if ((Test-MayWait $last) -or $last.status -eq 401 -or $last.curlExit -eq 90) { return $null }
      if ($last.status -ge 200 -and $last.status -lt 300) { Remove-Item -LiteralPath $file.FullName }
      else {
        Say "The hub refused what was kept: $(Get-Field $last.body 'detail') (now $($file.FullName).refused)"
        Move-Item -LiteralPath $file.FullName -Destination "$($file.FullName).refused"
      }
    }
    return $last
  }
  finally { $lock.Dispose() }
}

# Posts, or keeps it behind what waits. Gives the answer's body, or nothing when it was kept.
function Send-Call([string] $path, $body) {
  $key = [guid]::NewGuid().ToString()
  if (@(Get-Waiting).Count -gt 0) {
    Save-Call $path $body $key
    $last = Send-Waiting
    if ($null -ne $last) { return $last.body }
    Say 'Kept behind what waits, and sent later in order'
    return $null
  }
  $call = Invoke-Hub 'POST' $path $body 30 $key
  if ($call.status -ge 200 -and $call.status -lt 300) { return $call.body }
  if (-not (Test-MayWait $call)) { Stop-ForCall $call }
  Save-Call $path $body $key
  Say "The hub can't be reached; kept, and sent later in order"
  return $null
}

# --- words ------------------------------------------------------------------------------------------------------------

$idForm = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

# Splits the words of a command into options and the rest. A name in $flags takes no value; $many may come again.
function Read-Words([string] $verb, [object[]] $given, [string[]] $names, [string[]] $flags = @(), [string[]] $many = @()) {
  $options = @{}
  $rest = New-Object Collections.Generic.List[string]
  for ($i = 0; $i -lt $given.Count; $i++) {
    $word = [string]$given[$i]
    if ($word -eq '--') { for ($i++; $i -lt $given.Count; $i++) { $rest.Add([string]$given[$i]) }; break }
    if (-not $word.StartsWith('--')) { $rest.Add($word); continue }
    $name = $word.Substring(2)
    if ($flags -contains $name) { $options[$name] = $true; continue }
    if ($names -notcontains $name -and $many -notcontains $name) { Stop-With 5 "$verb has no option $word" }
    if (++$i -ge $given.Count) { Stop-With 5 "$word needs a value" }
    if ($many -contains $name) { $options[$name] = @(if ($options[$name]) { $options[$name] }) + @([string]$given[$i]) }
    else { $options[$name] = [string]$given[$i] }
  }
  $id = $null
  if ($rest.Count -gt 0 -and $rest[0] -match $idForm) { $id = $rest[0]; $rest.RemoveAt(0) }
  $text = if ($rest.Count -eq 1 -and $rest[0] -eq '-') { [Console]::In.ReadToEnd().TrimEnd("`r", "`n") } else { $rest -join ' ' }
  return @{ options = $options; id = $id; text = $text }
}

# Terminals act on control characters.
function Get-Plain([string] $text) { return $text -replace '[\x00-\x08\x0b-\x1f\x7f]', '' }

function Get-Here { return (Get-Location).ProviderPath }

function Find-Session([string] $id) {
  if (-not $id) { $id = $env:MUSTER_SESSION }
  if ($id) {
    if ($id -notmatch $idForm) { Stop-With 5 "$id is not the id of a session" }
    return $id
  }
  $opened = @{}
  $own = Join-Path $folder 'sessions.tsv'
  $shared = Join-Path $folder 'sessions.json'
  if (Test-Path -LiteralPath $shared) {
    $all = [IO.File]::ReadAllText($shared, $utf8) | ConvertFrom-Json
    $folders = Get-Field $all 'folders'
    if ($folders) { foreach ($one in $folders.PSObject.Properties) { $opened[$one.Name.ToLowerInvariant()] = $one.Value.id } }
  }
  if (Test-Path -LiteralPath $own) {
    foreach ($line in [IO.File]::ReadAllLines($own, $utf8)) {
      $parts = $line.Split("`t", 2)
      if ($parts.Count -eq 2) { $opened[$parts[1].ToLowerInvariant()] = $parts[0] }
    }
  }
  for ($here = Get-Here; $here; $here = [IO.Path]::GetDirectoryName($here)) {
    if ($opened.ContainsKey($here.ToLowerInvariant())) { return $opened[$here.ToLowerInvariant()] }
  }
  Stop-With 5 'Which session? Open one with: muster.ps1 session TITLE'
}

function Get-Progress([string] $text) {
  if ($text -match '^(\d+)/(\d+)$' -and [int]$Matches[2] -gt 0 -and [int]$Matches[1] -le [int]$Matches[2]) {
    return [Math]::Round([int]$Matches[1] / [int]$Matches[2], 4)
  }
  Stop-With 5 '--progress is N/M, such as 3/7'
}

function Get-Deadline($timeout) {
  if (-not $timeout) { return $null }
  if ($timeout -notmatch '^\d{1,7}$') { Stop-With 5 '--timeout is a number of seconds' }
  return [DateTime]::UtcNow.AddSeconds([int]$timeout)
}

# Seconds for the next wait, or 0 when the time is over.
function Get-NextWait($deadline) {
  if ($null -eq $deadline) { return 240 }
  return [int][Math]::Max(0, [Math]::Min(240, [Math]::Ceiling(($deadline - [DateTime]::UtcNow).TotalSeconds)))
}

# --- commands ---------------------------------------------------------------------------------------------------------

function Invoke-Join($given) {
  $read = Read-Words 'join' $given @('pin', 'code', 'name')
  $url = $read.text
  if (-not $url) { Stop-With 5 'Which hub? muster.ps1 join URL, as the hub shows it' }
  if ($url -notmatch '^https?://') { $url = "https://$url" }
  $hub = @{ url = ($url -replace '#.*$', '').TrimEnd('/'); key = $null; pin = [string]$read.options['pin'] }
  Confirm-Address $hub
  $script:hub = $hub
  $code = $read.options['code']
  if (-not $code) { $code = $env:MUSTER_CODE }
  if (-not $code) { $code = Read-Host 'Join code' }
  $name = $read.options['name']
  if (-not $name) { $name = [Environment]::MachineName }
  $call = Invoke-Hub 'POST' '/v1/join' @{ code = $code; machine = @{ name = $name; os = [Environment]::OSVersion.VersionString } } 30
  if (@(400, 404, 410) -contains $call.status) { Stop-With 5 'The code is not valid, or its time is over: take a fresh one from the hub' }
  if ($call.status -ne 201) { Stop-ForCall $call }
  [void](New-Item -ItemType Directory -Force -Path $folder)
  $kept = [ordered]@{
    version = 1; url = $hub.url; key = $call.body.key; fingerprint = $call.body.hub.fingerprint; publicKeyPin = $hub.pin
    hub = [ordered]@{ name = $call.body.hub.name; version = $call.body.hub.version }
    machine = [ordered]@{ id = $call.body.machine.id; name = $call.body.machine.name }
  }
  Write-Atomic (Join-Path $folder 'hub.json') (($kept | ConvertTo-Json -Depth 3) + "`n")
  Write-Output "This machine has joined the hub at $($hub.url)"
}

function Invoke-Session($given) {
  $read = Read-Words 'session' $given @('agent', 'kind', 'folder', 'external-id')
  if (-not $read.text) { Stop-With 5 'Give the session a title: muster.ps1 session TITLE' }
  Read-Hub
  $body = @{ title = $read.text; folder = Get-Here }
  if ($read.options['folder']) { $body.folder = $read.options['folder'] }
  if ($read.options['external-id']) { $body.externalId = $read.options['external-id'] }
  $agent = @{}
  if ($read.options['agent']) { $agent.name = $read.options['agent'] }
  if ($read.options['kind']) { $agent.kind = $read.options['kind'] }
  if ($agent.Count -gt 0) { $body.agent = $agent }
  $call = Invoke-Hub 'POST' '/v1/sessions' $body 30 ([guid]::NewGuid().ToString())
  if (@(200, 201) -notcontains $call.status) { Stop-ForCall $call }
  $id = $call.body.session.id
  $path = Join-Path $folder 'sessions.tsv'
  $here = Get-Here
  $others = if (Test-Path -LiteralPath $path) { @([IO.File]::ReadAllLines($path, $utf8) | Where-Object { $_.Split("`t", 2)[-1] -ne $here }) } else { @() }
  Write-Atomic $path ((@($others) + "$id`t$here" -join "`n") + "`n")
  Write-Output $id
}

function Invoke-Post($given) {
  $read = Read-Words 'post' $given @('level', 'state', 'progress')
  if (-not $read.text.Trim()) { Stop-With 5 'There is nothing to post: give a text, or - for standard input' }
  Read-Hub
  $body = @{ text = $read.text }
  foreach ($name in 'level', 'state') { if ($read.options[$name]) { $body[$name] = $read.options[$name] } }
  if ($read.options['progress']) { $body.progress = Get-Progress $read.options['progress'] }
  $answer = Send-Call "/v1/sessions/$(Find-Session $read.id)/messages" $body
  if ($answer) { Write-Output $answer.message.id }
}

function Invoke-Close($given) {
  $read = Read-Words 'close' $given @('note')
  Read-Hub
  $body = @{}
  if ($read.options['note']) { $body.note = $read.options['note'] }
  [void](Send-Call "/v1/sessions/$(Find-Session $read.id)/close" $body)
}

# All that a reply says: what it quotes, what a slash word asks for, its text and the names of its files, which only the
# command line for Node can fetch. A line that begins like ours is no mark.
function Get-Said($item) {
  $lines = @()
  if ($item.quote) {
    $lines += 'about:'
    foreach ($line in ($item.quote.text -split "\r?\n")) { $lines += "> $line" }
  }
  if ($item.command -eq 'status') { $lines += 'Please post a short status now: what is done, what comes next, what is in the way.' }
  if ($item.command -eq 'interrupt') { $lines += 'Interrupt: leave what you are doing now, and read this first.' }
  if ($item.text) { $lines += $item.text }
  foreach ($file in $item.attachments) { $lines += "Attached file: $($file.name) (it can't be fetched from here)" }
  return (($lines -join "`n") -replace '\[(\s*muster)', '($1')
}

# Prints the replies of an answer and acknowledges them; true when the stop word was among them.
function Write-Replies($answer, [string] $session, [bool] $follow) {
  foreach ($item in $answer.items) {
    $said = Get-Said $item
    if (-not $said) { continue }
    $name = Get-Plain $item.from.name
    if ($follow) { Write-Output (@{ id = $item.id; text = $said; from = $name } | ConvertTo-Json -Compress) }
    else { Write-Output "[Muster $([char]0x00b7) $name ($($item.from.role))] $(Get-Plain $said)" }
  }
  $path = "/v1/sessions/$session/replies/ack"
  $body = @{ ids = @($answer.items | ForEach-Object { $_.id }) }
  $key = [guid]::NewGuid().ToString()
  $call = Invoke-Hub 'POST' $path $body 30 $key
  if (Test-MayWait $call) { Save-Call $path $body $key }
  if ($answer.stop) {
    Say 'The stop word came: do what it says, then stop'
    exit 10
  }
}

# Asks again and again until there is something; with growing pauses while the hub is away. Gives nothing when the time is over.
function Wait-ForAnswer([string] $path, $deadline, [scriptblock] $isThere) {
  $pause = 1
  while (($wait = Get-NextWait $deadline) -gt 0) {
    $separator = if ($path.Contains('?')) { '&' } else { '?' }
    $call = Invoke-Hub 'GET' "$path${separator}wait=$wait" $null ($wait + 15)
    if ($call.status -eq 200) {
      $pause = 1
      if (& $isThere $call.body) { return $call.body }
      continue
    }
    if (-not (Test-MayWait $call)) { Stop-ForCall $call }
    Start-Sleep -Seconds $pause
    $pause = [Math]::Min(30, $pause * 2)
  }
  return $null
}

function Invoke-Watch($given) {
  $read = Read-Words 'watch' $given @('timeout') @('follow')
  Read-Hub
  $session = Find-Session $read.id
  $deadline = Get-Deadline $read.options['timeout']
  $follow = [bool]$read.options['follow']
  do {
    $answer = Wait-ForAnswer "/v1/sessions/$session/replies?carrier=watch" $deadline { param($body) @($body.items).Count -gt 0 }
    if ($null -eq $answer) { exit 6 }
    Write-Replies $answer $session $follow
  } while ($follow)
}

function Invoke-Ask($given) {
  $read = Read-Words 'ask' $given @('timeout') @('free') @('option')
  if (-not $read.text.Trim()) { Stop-With 5 'Ask what? muster.ps1 ask TEXT --option A --option B' }
  Read-Hub
  $session = Find-Session $read.id
  $deadline = Get-Deadline $read.options['timeout']
  $body = @{ text = $read.text }
  if ($read.options['option']) { $body.options = @($read.options['option'] | ForEach-Object { @{ label = $_ } }) }
  if ($read.options['free']) { $body.free = $true }
  if ($read.options['timeout']) { $body.timeoutSeconds = [int]$read.options['timeout'] }
  $call = Invoke-Hub 'POST' "/v1/sessions/$session/questions" $body 30 ([guid]::NewGuid().ToString())
  if ($call.status -ne 201) { Stop-ForCall $call }
  $id = $call.body.question.id
  $isDone = $false
  try {
    $answer = Wait-ForAnswer "/v1/questions/$id" $deadline { param($body) $body.question.state -ne 'open' }
    $isDone = $true
  }
  # Ctrl-C comes by here too: nobody waits for the answer any more.
  finally { if (-not $isDone) { [void](Invoke-Hub 'DELETE' "/v1/questions/$id" $null 5) } }
  if ($null -eq $answer -or $answer.question.state -eq 'expired') { exit 6 }
  if ($answer.question.state -ne 'answered') { Stop-With 5 'The question was withdrawn' }
  $given = $answer.question.answer
  foreach ($option in $answer.question.options) { if ($option.id -eq $given.optionId) { Write-Output (Get-Plain $option.label) } }
  if ($given.text) { Write-Output (Get-Plain $given.text) }
}

function Invoke-Status {
  Read-Hub
  $call = Invoke-Hub 'GET' '/v1/me' $null 15
  if ($call.status -ne 200) { Stop-ForCall $call }
  Write-Output "machine  $(Get-Plain $call.body.machine.name)"
  Write-Output "hub      $($script:hub.url)"
  $count = @(Get-Waiting).Count
  if ($count -gt 0) { Write-Output "waiting  $count to be sent" }
}

$verb = if ($args.Count -gt 0) { [string]$args[0] } else { 'help' }
$rest = @(if ($args.Count -gt 1) { $args[1..($args.Count - 1)] })
if ($rest -contains '--help') { $verb = 'help' }
switch ($verb) {
  'join' { Invoke-Join $rest }
  'session' { Invoke-Session $rest }
  'post' { Invoke-Post $rest }
  'ask' { Invoke-Ask $rest }
  'watch' { Invoke-Watch $rest }
  'close' { Invoke-Close $rest }
  'status' { Invoke-Status }
  { $_ -in 'help', '--help', '-h' } { Write-Output $usage }
  default { Stop-With 5 "There is no $verb; muster.ps1 help says what there is" }
}
