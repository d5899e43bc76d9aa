package plots_test

import "holdfast/plots"

func ExampleTornado() {
	show(plots.Tornado(plots.TornadoData{
		Head: plots.Head{Title: "Churn moves it most"}, Unit: "NPV, JPY", Base: 100e6, LowKey: "at P10", HighKey: "at P90",
		Rows: []plots.TornadoRow{
			{Name: "Churn", Detail: "assumptions.churn", Low: 130e6, High: 75e6, Lowest: 75e6, Highest: 130e6, LowText: "2.5 %", HighText: "3.4 %"},
		},
	}))
	// Output:
	// Churn moves it most
	// at P10
	// at P90
	// 80M
	// 90M
	// 100M
	// 110M
	// 120M
	// 130M
	// NPV, JPY
	// at P10
	// at P90
	// Churn
	// assumptions.churn
	// 130M
	// 75M
	// 3.4 %
	// 2.5 %
	// 100M
}
