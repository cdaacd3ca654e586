# run: from extracts to the dashboard.  test: everything that must hold.
.PHONY: run test
run:
	@bin/portal run
test:
	@bin/check
