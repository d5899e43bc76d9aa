package report

import "holdfast/sim"

// measureWords is how charts call the monthly quantities.
var measureWords = [sim.NumMeasures]struct {
	noun string // in a sentence
	axis string // of a fan chart
}{
	sim.MeasureOpening:                {"opening customers", "Customers at the start of a month"},
	sim.MeasureNew:                    {"new customers", "New customers a month"},
	sim.MeasureChurned:                {"churned customers", "Churned customers a month"},
	sim.MeasureReactivated:            {"reactivated customers", "Reactivated customers a month"},
	sim.MeasureClosing:                {"customers", "Customers at the end of a month"},
	sim.MeasureMRR:                    {"MRR", "MRR at the end of a month"},
	sim.MeasureMRRNew:                 {"new MRR", "New MRR a month"},
	sim.MeasureMRRExpansion:           {"MRR expansion", "MRR expansion a month"},
	sim.MeasureMRRContraction:         {"MRR contraction", "MRR contraction a month"},
	sim.MeasureMRRPrice:               {"MRR from price changes", "MRR from price changes a month"},
	sim.MeasureMRRChurned:             {"churned MRR", "Churned MRR a month"},
	sim.MeasureMRRReactivated:         {"reactivated MRR", "Reactivated MRR a month"},
	sim.MeasureOrders:                 {"orders", "Orders a month"},
	sim.MeasureRevenue:                {"revenue", "Revenue a month"},
	sim.MeasureBillings:               {"billings", "Billings a month"},
	sim.MeasureGrossProfit:            {"gross profit", "Gross profit a month"},
	sim.MeasureAcquisitionCost:        {"acquisition cost", "Acquisition cost a month"},
	sim.MeasureInitiativeCost:         {"initiative cost", "Initiative cost a month"},
	sim.MeasureContribution:           {"contribution", "Contribution a month"},
	sim.MeasureCash:                   {"cash flow", "Cash flow a month"},
	sim.MeasureCumulativeContribution: {"cumulative contribution", "Cumulative contribution"},
	sim.MeasureDiscountedContribution: {"discounted contribution", "Discounted contribution a month"},
	sim.MeasureCustomerChurn:          {"customer churn", "Customer churn a month"},
}
