@echo off
rem Deploy the shop: deploy.bat dev   or   deploy.bat prod
rem It installs the project's own sam, and starts scripts\deployment\deploy.py.
rem Make an account of a deployed shop an admin: deploy.bat admin prod EMAIL
rem Migrate the items of a deployed shop: deploy.bat migrate prod
rem Test a deployed shop: deploy.bat smoke prod
setlocal
cd /d "%~dp0"
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul
if errorlevel 1 (
    echo Missing: Python 3.11 or later. Install it with: winget install Python.Python.3.13 1>&2
    exit /b 1
)
set command=
if /i "%~1"=="admin" set command=scripts.make_admin
if /i "%~1"=="migrate" set command=scripts.migrate
if /i "%~1"=="recount" set command=scripts.recount
if /i "%~1"=="smoke" set command=scripts.smoke
if defined command (
    call :install .venv-admin requirements\local.txt || exit /b 1
    set "PYTHONPATH=%cd%\functions;%cd%\layers\common;%cd%"
    .venv-admin\Scripts\python -m %command% --env %2 %3
    exit /b
)
call :install .venv-sam requirements\sam.txt || exit /b 1
if "%~1"=="" (
    .venv-sam\Scripts\python -m scripts.deployment.deploy dev
) else (
    .venv-sam\Scripts\python -m scripts.deployment.deploy %*
)
exit /b

:install
if exist %1\.done exit /b 0
echo Installing %2 into %1 ... 1>&2
py -3 -m venv %1 || exit /b 1
%1\Scripts\python -m pip install --disable-pip-version-check --require-hashes --no-deps -r %2 || exit /b 1
type nul > %1\.done
exit /b 0
