package main

import "context"

func imports(context.Context, *bench) error   { return nil }

