# The two commands, for people who have just cloned. Daily work uses the CMake presets (docs/dependencies.md).

BUILD =
ARGS =

.PHONY: help analyze test

help:
	@echo 'make analyze                  builds Leash and analyses examples/orders'
	@echo 'make analyze BUILD=DIR        the same for the project whose compile_commands.json is in DIR'
	@echo 'make analyze ARGS="OPTIONS"   with more options for `leash check`'
	@echo 'make test                     builds and runs all tests'
	@echo 'Both install missing Debian packages first (tools/install-packages).'

analyze:
	tools/install-packages build
	cmake --preset release
	cmake --build --preset release --target leash --parallel $$(nproc)
	tools/analyze "$(BUILD)" $(ARGS)

test:
	tools/install-packages build test
	cmake --preset dev
	cmake --build --preset dev --parallel $$(nproc)
	ctest --preset dev --parallel $$(nproc)
