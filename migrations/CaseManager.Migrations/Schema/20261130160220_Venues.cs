using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class Venues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "VenueId",
                schema: "cases",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "venues",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    Lookup = table.Column<byte[]>(type: "bytea", nullable: false),
                    TableVersion = table.Column<int>(type: "integer", nullable: false),
                    KeySealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    UrlSealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    Platform = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Stem = table.Column<byte[]>(type: "bytea", nullable: true),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NamedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ComparedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_venues", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "shared_notices",
                schema: "takedowns",
                columns: table => new
                {
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: false),
                    VenueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shared_notices", x => x.NoticeId);
                    table.ForeignKey(
                        name: "FK_shared_notices_notices_NoticeId",
                        column: x => x.NoticeId,
                        principalSchema: "takedowns",
                        principalTable: "notices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_shared_notices_venues_VenueId",
                        column: x => x.VenueId,
                        principalSchema: "takedowns",
                        principalTable: "venues",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "venue_members",
                schema: "takedowns",
                columns: table => new
                {
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    VenueId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsWhole = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_venue_members", x => x.TargetId);
                    table.ForeignKey(
                        name: "FK_venue_members_targets_TargetId",
                        column: x => x.TargetId,
                        principalSchema: "takedowns",
                        principalTable: "targets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_venue_members_venues_VenueId",
                        column: x => x.VenueId,
                        principalSchema: "takedowns",
                        principalTable: "venues",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "venue_successors",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FromId = table.Column<Guid>(type: "uuid", nullable: false),
                    ToId = table.Column<Guid>(type: "uuid", nullable: false),
                    Hint = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    SuggestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SuggestedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    NamedId = table.Column<Guid>(type: "uuid", nullable: true),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReasonSealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_venue_successors", x => x.Id);
                    table.ForeignKey(
                        name: "FK_venue_successors_venues_FromId",
                        column: x => x.FromId,
                        principalSchema: "takedowns",
                        principalTable: "venues",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_venue_successors_venues_ToId",
                        column: x => x.ToId,
                        principalSchema: "takedowns",
                        principalTable: "venues",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shared_notice_members",
                schema: "takedowns",
                columns: table => new
                {
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    ToldAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shared_notice_members", x => new { x.NoticeId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_shared_notice_members_shared_notices_NoticeId",
                        column: x => x.NoticeId,
                        principalSchema: "takedowns",
                        principalTable: "shared_notices",
                        principalColumn: "NoticeId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_cases_VenueId",
                schema: "cases",
                table: "cases",
                column: "VenueId",
                filter: "\"VenueId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_shared_notice_members_CaseId",
                schema: "takedowns",
                table: "shared_notice_members",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_shared_notices_VenueId",
                schema: "takedowns",
                table: "shared_notices",
                column: "VenueId");

            migrationBuilder.CreateIndex(
                name: "IX_venue_members_VenueId",
                schema: "takedowns",
                table: "venue_members",
                column: "VenueId");

            migrationBuilder.CreateIndex(
                name: "IX_venue_successors_FromId_ToId",
                schema: "takedowns",
                table: "venue_successors",
                columns: new[] { "FromId", "ToId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_venue_successors_NamedId",
                schema: "takedowns",
                table: "venue_successors",
                column: "NamedId",
                filter: "\"NamedId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_venue_successors_ToId",
                schema: "takedowns",
                table: "venue_successors",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_venues_Lookup",
                schema: "takedowns",
                table: "venues",
                column: "Lookup",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_venues_OpenedAt",
                schema: "takedowns",
                table: "venues",
                column: "OpenedAt",
                filter: "\"Stem\" IS NOT NULL AND \"ComparedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_venues_Stem",
                schema: "takedowns",
                table: "venues",
                column: "Stem",
                filter: "\"Stem\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "shared_notice_members",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "venue_members",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "venue_successors",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "shared_notices",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "venues",
                schema: "takedowns");

            migrationBuilder.DropIndex(
                name: "IX_cases_VenueId",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "VenueId",
                schema: "cases",
                table: "cases");
        }
    }
}
