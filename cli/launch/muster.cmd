@echo off
rem Starts the command line that lies beside this file: with Node where it is there, else as the PowerShell script.
setlocal
if not defined MUSTER_NODE set "MUSTER_NODE=node"
"%MUSTER_NODE%" -e "process.exit(+process.versions.node.split(`.`)[0]>=20?0:1)" >nul 2>&1
if errorlevel 1 goto script
"%MUSTER_NODE%" "%~dp0muster.cjs" %*
exit /b %errorlevel%
:script
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0skill\muster.ps1" %*
exit /b %errorlevel%
