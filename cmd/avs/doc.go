// Avs is the operator's command of the ASEM Virtual Secretariat: it makes an
// installation, serves it, verifies it and brings collections in. What delegates
// do goes over ssh; see `ssh HOST help`.
//
// One file per subcommand, and no logic: each reads its flags and calls package
// server. Exit codes are those of package fault: 0 done, 1 failed, 2 usage,
// 3 refused, 4 not found, 5 conflict.
package main
