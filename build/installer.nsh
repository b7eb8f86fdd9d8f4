; What the app itself put outside of its folder goes with it, but not when a newer version takes its place.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ; A file of that name may be another's: only the one with Muster's mark goes.
    ClearErrors
    FileOpen $0 "$LOCALAPPDATA\Microsoft\WindowsApps\muster.cmd" r
    ${ifNot} ${Errors}
      FileRead $0 $1
      FileRead $0 $2
      FileClose $0
      ${if} $2 == "rem Muster's command line$\r$\n"
        Delete "$LOCALAPPDATA\Microsoft\WindowsApps\muster.cmd"
      ${endIf}
    ${endIf}
    ; The app registers its links at its first start. Another program may have taken them over since.
    ReadRegStr $1 HKCU "Software\Classes\muster\shell\open\command" ""
    ${if} $1 == '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
      DeleteRegKey HKCU "Software\Classes\muster"
    ${endIf}
  ${endIf}
!macroend
