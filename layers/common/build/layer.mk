# Builds the layer with any Python from 3.11 on: pip fetches wheels for Lambda's Python version and processor.
# PYTHON: the interpreter whose pip is used. PYTHON_VERSION: the version to build for.
# Make starts in layers/common or in sam's copy of it, so paths are relative: make cannot split a list of absolute paths with
# spaces in them.
PYTHON ?= python3
PYTHON_VERSION ?= 3.13
SITE := $(ARTIFACTS_DIR)/python

# Unused parts of packages, which Lambda would unpack at every cold start. dnspython checks whether a domain accepts mail,
# which the shop does not check. Powertools' Swagger UI has 1.7 MB. The layer has only those of certifi's authorities that AWS uses. Name, version and licence
# remain of each package's metadata.
UNUSED := bin certifi dns dnspython-* pydantic/mypy.py pydantic/v1 \
	aws_lambda_powertools/event_handler/openapi/swagger_ui \
	$(addprefix aws_lambda_powertools/utilities/, auth_alpha batch circuit_breaker data_masking feature_flags \
	idempotency kafka parameters parser streaming validation)

# Needed only to generate the API document.
DOCUMENTATION := bodega/openapi bodega/catalog/openapi.py bodega/orders/openapi.py

build-CommonLayer:
	@echo "Wheels for Python $(PYTHON_VERSION) on $(PLATFORM)"
	"$(PYTHON)" -m pip install --disable-pip-version-check --no-input --quiet --no-compile --no-deps \
		--require-hashes --only-binary=:all: --implementation cp --python-version $(PYTHON_VERSION) --platform $(PLATFORM) \
		--requirement requirements.txt --target "$(SITE)"
	cp -R bodega "$(SITE)"
	"$(PYTHON)" build/roots.py "$(SITE)/certifi/cacert.pem" "$(SITE)/bodega/aws/roots.pem"
	cd "$(SITE)" && rm -rf $(UNUSED) $(DOCUMENTATION)
	"$(PYTHON)" build/lazy_packages.py "$(SITE)/aws_lambda_powertools" "$(SITE)/jwt"
	find "$(SITE)" -type d \( -name __pycache__ -o -name tests \) -prune -exec rm -rf {} +
	find "$(SITE)" \( -name '*.pyi' -o -name py.typed -o -path '*.dist-info/RECORD' \) -delete
	build/bytecode.sh "$(PYTHON)" $(PYTHON_VERSION) "$(ARTIFACTS_DIR)" /opt
