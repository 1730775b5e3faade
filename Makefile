# What a person types here is what CI runs.

GO    ?= go
BUILD := .build
DEMO  ?= .demo
LISTEN ?= 127.0.0.1:2222

# Tests keep the translated engine of PDF files here: it costs seconds, and a minute where races are looked for.
export AVS_TEST_ENGINE := $(CURDIR)/$(BUILD)/engine

.PHONY: help build run test check bench fuzz clean vet lint race golden

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /\1  /p' Makefile | column -t -l 2

build: ## build the server into .build/avs
	@$(GO) build -o $(BUILD)/avs ./cmd/avs

run: build ## set up a demonstration in .demo and serve it, saying how to come in
	@exec $(BUILD)/avs demo --data $(DEMO) --listen $(LISTEN)

test: ## all tests (what some of them need is installed where that can be done)
	@./.ci/install
	$(GO) test ./...

check: vet lint race ## what CI runs beside all tests: formatting, vet, staticcheck, races

vet:
	@test -z "$$(gofmt -l cmd internal)" || { gofmt -l cmd internal; echo "gofmt: the files above"; exit 1; }
	$(GO) vet ./...
	$(GO) mod tidy -diff

lint:
	$(GO) tool staticcheck ./...

# Races show in a few rounds of what is random or large; `make test` does all of them.
race:
	$(GO) test -run 'TestPDF$$' ./internal/extract
	$(GO) test -race -short ./...

bench: build ## measure budgets, latency, throughput and memory, beside their floors
	$(GO) run ./internal/bench

fuzz: ## fuzz each parser for a minute
	@for f in $$(grep -rl '^func Fuzz' --include='*_test.go' internal); do \
	  for name in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9]*\).*/\1/p' $$f); do \
	    echo "$$name in $$(dirname $$f)"; $(GO) test -run '^$$' -fuzz "^$$name$$" -fuzztime $${FUZZTIME:-60s} ./$$(dirname $$f) || exit 1; \
	  done; done

golden: ## write screens and other golden files anew, to be read before they are committed
	UPDATE_GOLDEN=1 $(GO) test ./internal/tui/...
	$(GO) test ./internal/linear -update

clean: ## remove what was built and the demonstration
	rm -rf $(BUILD) $(DEMO)
