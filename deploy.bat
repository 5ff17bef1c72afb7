@echo off
rem Deploy the shop: deploy.bat dev   or   deploy.bat prod
rem It installs the project's own sam, and starts scripts\deployment\deploy.py.
setlocal
cd /d "%~dp0"
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul
if errorlevel 1 (
    echo Missing: Python 3.11 or later. Install it with: winget install Python.Python.3.13 1>&2
    exit /b 1
)
if not exist .venv-sam\.done (
    echo Installing SAM ... 1>&2
    py -3 -m venv .venv-sam || exit /b 1
    .venv-sam\Scripts\python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements\sam.txt || exit /b 1
    type nul > .venv-sam\.done
)
if "%~1"=="" (
    .venv-sam\Scripts\python -m scripts.deployment.deploy dev
) else (
    .venv-sam\Scripts\python -m scripts.deployment.deploy %*
)
exit /b %errorlevel%
