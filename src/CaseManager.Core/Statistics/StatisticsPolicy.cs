using CaseManager.Core.Cases;

namespace CaseManager.Core.Statistics;

/// <summary>What releases need to know of the organisation.</summary>
/// <param name="Organisation">Its name as it is published.</param>
/// <param name="Contact">Where questions about figures go; a mail or web address, or empty.</param>
/// <param name="Zone">Its time zone: decides when a period has ended.</param>
/// <param name="MarkFolder">Folder outside the database that holds the mark of the newest draw.</param>
/// <param name="Software">Name and version of this program.</param>
public sealed record StatisticsPolicy(string Organisation, string Contact, OrganisationZone Zone, string MarkFolder, string Software);
