package report

import (
	"strconv"
	"strings"

	"holdfast/sim"
)

// stdinName is what a plan read from standard input is called.
const stdinName = "<stdin>"

// command lists the arguments of holdfast that repeat the run.
func command(result *sim.Result, scenarios []string) []string {
	file := result.Plan.File
	if file == stdinName || file == "" {
		file = "-"
	}
	args := []string{"run", file,
		"--trials", strconv.Itoa(result.Run.Trials),
		"--seed", strconv.FormatUint(result.Run.Seed, 10)}
	if strings.HasPrefix(file, "-") && file != "-" {
		args[1] = "./" + file
	}
	if result.Run.Noise == sim.NoiseNone.String() {
		args = append(args, "--noise", result.Run.Noise)
	}
	if scenarios != nil {
		args = append(args, "--scenarios", commaList(scenarios))
	}
	if len(result.Scenarios) > 0 && result.Against != "" && result.Against != result.Scenarios[0].ID {
		args = append(args, "--against", result.Against)
	}
	for _, setting := range result.Run.Set {
		args = append(args, "--set", setting.Path+"="+setting.Value)
	}
	return args
}

// commaList joins names as --scenarios reads them: those with a comma or a
// quote stand in double quotes.
func commaList(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = name
		if strings.ContainsAny(name, ",\"\n\r") {
			list[i] = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		}
	}
	return strings.Join(list, ",")
}

// quoteShell writes an argument as a POSIX shell reads it back, without
// control characters.
func quoteShell(arg string) string {
	plain := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' ||
			strings.ContainsRune("-_./:,=+@%", r) || r > 0x7f
	}
	clean := Clean(arg)
	if clean != arg {
		return "'" + strings.ReplaceAll(clean, "'", `'\''`) + "'"
	}
	for _, r := range arg {
		if !plain(r) {
			return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
	}
	if arg == "" {
		return "''"
	}
	return arg
}

// quoteCommand joins arguments to a command line.
func quoteCommand(args []string) string {
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = quoteShell(arg)
	}
	return strings.Join(quoted, " ")
}
