@echo off
rem Double-click to start the kit. This file is ASCII: cmd reads it in its own code page.
pushd "%~dp0"
set "PYTHON=py -3"
where py >nul 2>nul || set "PYTHON=python"
%PYTHON% kit.py %*
if errorlevel 1 pause
popd
